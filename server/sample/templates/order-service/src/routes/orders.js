const log = require('../logger')

module.exports = ({ summary }) => [
  {
    path: '/orders/summary',
    handle: async () => {
      log.info('http', 'order summary')
      return summary.load()
    },
  },
]
