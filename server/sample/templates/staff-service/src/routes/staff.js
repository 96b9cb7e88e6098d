const log = require('../logger')

module.exports = ({ facade }) => [
  {
    path: '/staff',
    handle: (_parameters, query) => {
      const page = Number(query.get('page') ?? 1)
      log.info('http', `listStaff page=${page}`)
      return facade.listStaff(page)
    },
  },
  {
    path: '/staff/:id',
    handle: ({ id }) => {
      log.info('http', `findStaff id=${id}`)
      return facade.findStaff(Number(id))
    },
  },
]
