const { getJson } = require('./remote')

class StaffClient {
  constructor(base) {
    this.base = base
  }

  findStaff(id) {
    return getJson(this.base, `/staff/${id}`)
  }
}

module.exports = { StaffClient }
