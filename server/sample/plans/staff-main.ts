import { team } from '../people.ts'
import type { MainCommit } from './plan.ts'

const departments = `
const DEPARTMENTS = \`select departments.id, departments.name, count(staff.id) as head_count
  from departments left join staff on staff.department_id = departments.id
  group by departments.id order by departments.id\`
`

const listDepartments = `
  listDepartments() {
    return this.database.all('StaffDao.listDepartments', DEPARTMENTS)
  }
`

const findInFacade = `
  findStaff(id) {
    const row = this.dao.findStaff(id)
    return row === null ? null : this.mapper.toDto(row)
  }
`

const findRoute = `  {
    path: '/staff/:id',
    handle: ({ id }) => {
      log.info('http', \`findStaff id=\${id}\`)
      return facade.findStaff(Number(id))
    },
  },
`

export const staffMain: readonly MainCommit[] = [
  { by: team.zhangMin, daysAgo: 21, subject: 'Begin staff-service', adds: ['package.json', 'README.md', 'build.js'] },
  { by: team.zhangMin, daysAgo: 20.6, subject: 'Trace with SkyWalking, traceId in every line', adds: ['src/tracing.js', 'src/logger.js'] },
  { by: team.zhaoLei, daysAgo: 19.8, subject: 'Serve routes, one file each', adds: ['src/http-server.js', 'src/routes/health.js'] },
  {
    by: team.zhaoLei,
    daysAgo: 18.9,
    subject: 'A database for each environment',
    adds: ['src/database.js', 'src/schema.js', 'src/seed.js'],
  },
  { by: team.wangFang, daysAgo: 17.7, subject: 'Read people page by page', adds: ['src/staff-dao.js', 'src/dates.js'] },
  { by: team.wangFang, daysAgo: 16.8, subject: 'Map rows to what callers see', adds: ['src/staff-mapper.js'] },
  {
    by: team.liWei,
    daysAgo: 15.5,
    subject: 'Facade and route for people',
    adds: ['src/staff-facade.js', 'src/routes/staff.js', 'src/server.js'],
  },
  {
    by: team.sunTao,
    daysAgo: 13.6,
    subject: 'Departments with their head count',
    adds: ['src/routes/departments.js'],
    changes: [
      { path: 'src/staff-dao.js', now: departments, was: '' },
      { path: 'src/staff-dao.js', now: listDepartments, was: '' },
    ],
  },
  {
    by: team.chenJing,
    daysAgo: 12.4,
    subject: 'Who left is not active',
    changes: [{ path: 'src/staff-mapper.js', now: '      active: row.leftOn === null,\n', was: '' }],
  },
  {
    by: team.zhaoLei,
    daysAgo: 11.2,
    subject: 'Index on name',
    changes: [{ path: 'src/schema.js', now: 'create index if not exists staff_by_name on staff (name);\n', was: '' }],
  },
  {
    by: team.liWei,
    daysAgo: 9.7,
    subject: 'Find one person',
    changes: [
      { path: 'src/staff-facade.js', now: findInFacade, was: '' },
      { path: 'src/routes/staff.js', now: findRoute, was: '' },
    ],
  },
  {
    by: team.wangFang,
    daysAgo: 8.3,
    subject: 'Pages of 20: the drop-down shows no more',
    changes: [{ path: 'src/staff-facade.js', now: 'PAGE_SIZE = 20', was: 'PAGE_SIZE = 50' }],
  },
  {
    by: team.zhangMin,
    daysAgo: 6.6,
    subject: 'Say how to run it',
    changes: [{ path: 'README.md', now: '## Run\n\n`PORT=8080 DATABASE_FOLDER=./data', was: '## Run\n\n`PORT=8080' }],
  },
  {
    by: team.sunTao,
    daysAgo: 5.1,
    subject: 'People may have no department yet',
    changes: [
      { path: 'src/staff-dao.js', now: '/** Who has no department yet has `department: null`. */\n', was: '' },
      {
        path: 'src/staff-dao.js',
        now: 'department: record.department_id === null ? null : { id: record',
        was: 'department: { id: record',
      },
      {
        path: 'src/staff-mapper.js',
        now: 'departmentId: row.department === null ? null : row.department.id,',
        was: 'departmentId: row.department.id,',
      },
    ],
  },
  {
    by: team.zhangMin,
    daysAgo: 3.9,
    subject: 'Version 1.8.0',
    changes: [{ path: 'package.json', now: '"version": "1.8.0"', was: '"version": "1.7.2"' }],
  },
]
