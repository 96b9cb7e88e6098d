const { localSpan } = require('./tracing')

const PAGE_SIZE = 20

/** What other services may ask about people. */
class StaffFacade {
  constructor(dao, mapper) {
    this.dao = dao
    this.mapper = mapper
  }

  listStaff(page) {
    const total = this.dao.countStaff()
    const rows = this.dao.listStaff(page, PAGE_SIZE)
    const items = localSpan('StaffMapper.toDtoList', () => this.mapper.toDtoList(rows))
    return { page, pages: Math.ceil(total / PAGE_SIZE), total, items }
  }

  findStaff(id) {
    const row = this.dao.findStaff(id)
    return row === null ? null : this.mapper.toDto(row)
  }
}

module.exports = { StaffFacade }
