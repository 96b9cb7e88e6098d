module.exports = () => [{ path: '/health', handle: () => ({ status: 'up' }) }]
