const STATEMENT = 'select id, name, title from staff where name like ? order by id limit 20'

/** First syllables of the surnames that the company has; a full table is not worth its size. */
const SURNAMES = { li: '李', wang: '王', zhang: '张', zhao: '赵', chen: '陈', sun: '孙', zhou: '周', huang: '黄', wu: '吴', xu: '徐' }

module.exports = ({ database }) => [
  {
    path: '/staff-search',
    handle: (_parameters, query) => {
      const text = query.get('q') ?? ''
      return { items: database.all('StaffSearch.find', STATEMENT, `${SURNAMES[text.toLowerCase()] ?? text}%`) }
    },
  },
]
