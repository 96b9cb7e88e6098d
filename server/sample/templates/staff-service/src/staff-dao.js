const LIST = `select staff.*, departments.name as department_name
  from staff left join departments on departments.id = staff.department_id
  order by staff.id limit ? offset ?`

const FIND = `select staff.*, departments.name as department_name
  from staff left join departments on departments.id = staff.department_id
  where staff.id = ?`

const DEPARTMENTS = `select departments.id, departments.name, count(staff.id) as head_count
  from departments left join staff on staff.department_id = departments.id
  group by departments.id order by departments.id`

/** Who has no department yet has `department: null`. */
const toRow = (record) => ({
  id: record.id,
  staffNo: record.staff_no,
  name: record.name,
  title: record.title,
  department: record.department_id === null ? null : { id: record.department_id, name: record.department_name },
  phone: record.phone,
  email: record.email,
  birthdate: record.birthdate,
  hiredOn: record.hired_on,
  leftOn: record.left_on,
})

class StaffDao {
  constructor(database) {
    this.database = database
  }

  listStaff(page, size) {
    return this.database.all('StaffDao.listStaff', LIST, size, (page - 1) * size).map(toRow)
  }

  countStaff() {
    return this.database.one('StaffDao.countStaff', 'select count(*) as total from staff').total
  }

  findStaff(id) {
    const record = this.database.one('StaffDao.findStaff', FIND, id)
    return record ? toRow(record) : null
  }

  listDepartments() {
    return this.database.all('StaffDao.listDepartments', DEPARTMENTS)
  }
}

module.exports = { StaffDao }
