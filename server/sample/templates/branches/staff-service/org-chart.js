const STATEMENT = `select departments.name as department, staff.name, staff.title
  from departments join staff on staff.department_id = departments.id
  where staff.title = 'Manager' order by departments.id, staff.id`

module.exports = ({ database }) => [
  {
    path: '/org-chart',
    handle: () => {
      const chart = new Map()
      for (const { department, name } of database.all('OrgChart.managers', STATEMENT)) {
        chart.set(department, [...(chart.get(department) ?? []), name])
      }
      return { departments: Object.fromEntries(chart) }
    },
  },
]
