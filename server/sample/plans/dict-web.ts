import { team } from '../people.ts'
import type { RepositoryPlan } from './plan.ts'

const departmentsRoute = `  {
    path: '/dict/default/departments',
    handle: async () => {
      log.info('http', 'dictionary departments')
      const { items } = await staff.listDepartments()
      return dictionary('departments', items.map(departmentEntry))
    },
  },
`

export const dictWeb: RepositoryPlan = {
  service: 'dict-web',
  layers: ['common', 'caller', 'dict-web'],
  main: [
    { by: team.sunTao, daysAgo: 21, subject: 'Begin dict-web', adds: ['package.json', 'README.md', 'build.js'] },
    { by: team.sunTao, daysAgo: 20.4, subject: 'Trace with SkyWalking, traceId in every line', adds: ['src/tracing.js', 'src/logger.js'] },
    { by: team.zhaoLei, daysAgo: 19.6, subject: 'Serve routes, one file each', adds: ['src/http-server.js', 'src/routes/health.js'] },
    { by: team.zhaoLei, daysAgo: 18.2, subject: 'Call another service', adds: ['src/remote.js'] },
    {
      by: team.chenJing,
      daysAgo: 14.9,
      subject: 'Dictionary of people',
      adds: ['src/server.js', 'src/staff-client.js', 'src/dictionary.js', 'src/routes/dictionaries.js'],
    },
    {
      by: team.sunTao,
      daysAgo: 12.8,
      subject: 'Dictionary of departments',
      changes: [{ path: 'src/routes/dictionaries.js', now: departmentsRoute, was: '' }],
    },
    {
      by: team.huangJie,
      daysAgo: 7.4,
      subject: 'An entry carries the whole person',
      changes: [{ path: 'src/dictionary.js', now: 'hint: person.title, detail: person })', was: 'hint: person.title })' }],
    },
    {
      by: team.zhangMin,
      daysAgo: 4.2,
      subject: 'Version 3.2.0',
      changes: [{ path: 'package.json', now: '"version": "3.2.0"', was: '"version": "3.1.4"' }],
    },
  ],
  branches: [
    {
      name: 'feature/dict-titles',
      by: team.chenJing,
      from: 6,
      commits: [{ hoursAgo: 80, subject: 'Dictionary of titles', changes: [{ path: 'src/routes/titles.js', from: 'titles.js' }] }],
    },
    {
      name: 'fix/empty-hint',
      by: team.zhouYan,
      from: 7,
      commits: [
        {
          hoursAgo: 36,
          subject: 'No hint is an empty text',
          changes: [{ path: 'src/dictionary.js', find: 'hint: person.title,', replace: "hint: person.title ?? ''," }],
        },
      ],
    },
    {
      name: 'chore/node-24',
      by: team.zhaoLei,
      from: 8,
      commits: [
        {
          hoursAgo: 62,
          subject: 'Ask for Node 24.2',
          changes: [{ path: 'package.json', find: '"node": ">=24"', replace: '"node": ">=24.2"' }],
        },
      ],
    },
  ],
}
