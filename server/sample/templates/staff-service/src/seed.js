const departments = [
  '研发部 R&D',
  '人事部 People',
  '财务部 Finance',
  '市场部 Marketing',
  '客服部 Support',
  '法务部 Legal',
  'Platform',
  'Design',
]
const surnames = ['李', '王', '张', '赵', '陈', '孙', '周', '黄', '吴', '徐']
const given = ['伟', '芳', '敏', '磊', '静', '涛', '燕', '杰', '秀英', '建国', '晓明', '思远']
const latin = ['Anna Berg', 'Tom Okafor', 'Marie Dubois', 'Jan de Vries', 'Elif Kaya', 'Pedro Alves', 'Nina Rossi', 'Liam Walsh']
const titles = ['Engineer', 'Analyst', 'Manager', 'Designer', 'Clerk', 'Engineer']

const STAFF = 400

const nameOf = (index) =>
  index % 5 === 4 ? latin[Math.floor(index / 5) % latin.length] : `${surnames[index % 10]}${given[Math.floor(index / 3) % 12]}`

/** People hired together wait together for a department: five of every intake of 67 have none yet. */
const departmentOf = (index) => ((index + 7) % 67 < 5 ? null : 1 + ((index * 3) % departments.length))

const day = (year, days) => new Date(Date.UTC(year, 0, 1 + days)).toISOString().slice(0, 10)

const seed = (database) => {
  const department = database.prepare('insert into departments (id, name) values (?, ?)')
  for (const [index, name] of departments.entries()) department.run(index + 1, name)

  const person = database.prepare(
    'insert into staff (staff_no, name, title, department_id, phone, email, birthdate, hired_on, left_on) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  for (let index = 0; index < STAFF; index += 1) {
    const number = `E${String(10001 + index)}`
    person.run(
      number,
      nameOf(index),
      titles[index % titles.length],
      departmentOf(index),
      `138${String(10_000_000 + index * 7919).slice(-8)}`,
      index % 23 === 11 ? null : `${number.toLowerCase()}@acme.example`,
      day(1966 + (index % 38), (index * 37) % 365),
      day(2009 + Math.floor(index / 26), (index * 11) % 365),
      index % 41 === 40 ? day(2026, index % 200) : null,
    )
  }
}

module.exports = { seed }
