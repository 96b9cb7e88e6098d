module.exports = ({ database }) => [
  {
    path: '/health',
    handle: () => {
      database.check()
      return { status: 'up' }
    },
  },
]
