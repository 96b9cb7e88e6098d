const log = require('../logger')

module.exports = ({ dao }) => [
  {
    path: '/departments',
    handle: () => {
      log.info('http', 'listDepartments')
      return { items: dao.listDepartments() }
    },
  },
]
