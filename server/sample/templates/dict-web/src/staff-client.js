const { getJson } = require('./remote')

class StaffClient {
  constructor(base) {
    this.base = base
  }

  listStaff(page) {
    return getJson(this.base, `/staff?page=${page}`)
  }

  listDepartments() {
    return getJson(this.base, '/departments')
  }
}

module.exports = { StaffClient }
