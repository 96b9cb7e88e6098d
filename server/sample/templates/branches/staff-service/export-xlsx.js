const HEADER = ['No.', '姓名 Name', '职位 Title', '手机 Mobile']
const STATEMENT = 'select staff_no, name, title, phone from staff order by id'

module.exports = ({ database }) => [
  {
    path: '/staff-export',
    handle: () => {
      const rows = database.all('StaffExport.rows', STATEMENT).map(Object.values)
      return { sheet: 'staff', rows: [HEADER, ...rows] }
    },
  },
]
