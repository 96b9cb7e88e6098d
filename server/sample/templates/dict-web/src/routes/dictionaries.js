const { departmentEntry, dictionary, staffEntry } = require('../dictionary')
const log = require('../logger')

module.exports = ({ staff }) => [
  {
    path: '/dict/default/staff',
    handle: async (_parameters, query) => {
      const page = Number(query.get('page') ?? 1)
      log.info('http', `dictionary staff page=${page}`)
      const { items, pages } = await staff.listStaff(page)
      return dictionary('staff', items.map(staffEntry), { page, pages })
    },
  },
  {
    path: '/dict/default/departments',
    handle: async () => {
      log.info('http', 'dictionary departments')
      const { items } = await staff.listDepartments()
      return dictionary('departments', items.map(departmentEntry))
    },
  },
]
