const { isoDate } = require('./dates')

/** Rows of the database in, what callers see out. */
class StaffMapper {
  toDtoList(rows) {
    const dtos = []
    for (const row of rows) {
      dtos.push(this.toDto(row))
    }
    return dtos
  }

  toDto(row) {
    return {
      id: row.id,
      staffNo: row.staffNo,
      name: row.name,
      title: row.title,
      departmentId: row.department === null ? null : row.department.id,
      hiredOn: isoDate(row.hiredOn),
      phone: row.phone,
      birthdate: isoDate(row.birthdate),
      email: row.email,
      active: row.leftOn === null,
    }
  }
}

module.exports = { StaffMapper }
