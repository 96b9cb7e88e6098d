import { team } from '../people.ts'
import type { BranchPlan } from './plan.ts'

const mapper = 'src/staff-mapper.js'
const departmentLine = '      departmentId: row.department === null ? null : row.department.id,\n'

/** Brings the error: it reads the name of a department that some people do not have. */
export const guilty: BranchPlan = {
  name: 'feature/staff-dept-name',
  by: team.liWei,
  from: 14,
  commits: [
    {
      hoursAgo: 52,
      subject: 'Show the name of the department in the list',
      changes: [
        {
          path: mapper,
          find: departmentLine,
          replace: '      departmentId: row.department?.id ?? null,\n      departmentName: row.department.name.trim(),\n',
        },
      ],
    },
    {
      hoursAgo: 27,
      subject: 'Describe departmentName',
      changes: [{ path: 'README.md', find: '20 people of page `n`', replace: '20 people of page `n`, with `departmentName`' }],
    },
  ],
}

/** Rewrites the line that the guilty branch changes: the two cannot be merged. */
export const clashing: BranchPlan = {
  name: 'refactor/staff-mapper',
  by: team.chenJing,
  from: 15,
  commits: [
    {
      hoursAgo: 22,
      subject: 'One place for what is nested in a row',
      changes: [
        { path: mapper, find: departmentLine, replace: "      departmentId: nested(row.department, 'id'),\n" },
        {
          path: mapper,
          find: '/** Rows of the database in',
          replace: 'const nested = (value, key) => (value === null ? null : value[key])\n\n/** Rows of the database in',
        },
      ],
    },
  ],
}

/** Costs about 200 ms a page: its `or` joins everybody to everybody, for every row. */
export const slow: BranchPlan = {
  name: 'feature/rank-history',
  by: team.sunTao,
  from: 12,
  commits: [
    {
      hoursAgo: 75,
      subject: 'Rank by seniority',
      changes: [
        {
          path: 'src/staff-dao.js',
          find: 'const LIST = `select staff.*, departments.name as department_name\n',
          replace:
            'const LIST = `select staff.*, departments.name as department_name,\n' +
            '    (select count(distinct senior.id) from staff as senior, staff as peer where senior.hired_on <= peer.hired_on\n' +
            '      and (peer.title = staff.title or senior.id = staff.id)) as seniority\n',
        },
      ],
    },
  ],
}

const route = (path: string, from: string, hoursAgo: number, subject: string) => [
  { hoursAgo, subject, changes: [{ path: `src/routes/${path}`, from }] },
]

const edit = (path: string, find: string, replace: string, hoursAgo: number, subject: string) => [
  { hoursAgo, subject, changes: [{ path, find, replace }] },
]

const neighbours: readonly BranchPlan[] = [
  {
    name: 'fix/phone-mask',
    by: team.wangFang,
    from: 13,
    commits: edit(
      mapper,
      '      phone: row.phone,\n',
      "      phone: row.phone.replace(/^(\\d{3})\\d{4}/, '$1****'),\n",
      49,
      'Hide the middle of mobile numbers',
    ),
  },
  {
    name: 'feature/staff-photo',
    by: team.chenJing,
    from: 12,
    commits: edit(
      mapper,
      '      id: row.id,\n',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: text of a program, interpolated when that runs
      '      id: row.id,\n      photo: `/photos/${row.staffNo}.jpg`,\n',
      96,
      'Photo of a person',
    ),
  },
  {
    name: 'feature/staff-tags',
    by: team.zhouYan,
    from: 11,
    commits: edit(
      mapper,
      '      name: row.name,\n',
      "      name: row.name,\n      tags: row.title === 'Manager' ? ['lead'] : [],\n",
      120,
      'Tag who leads',
    ),
  },
  {
    name: 'fix/null-email',
    by: team.liWei,
    from: 9,
    commits: edit(mapper, '      email: row.email,\n', "      email: row.email ?? '',\n", 165, 'An empty e-mail is allowed'),
  },
]

const others: readonly BranchPlan[] = [
  {
    name: 'perf/staff-index',
    by: team.zhaoLei,
    from: 10,
    commits: edit(
      'src/schema.js',
      'create index if not exists staff_by_name on staff (name);\n',
      'create index if not exists staff_by_name on staff (name);\n' +
        'create index if not exists staff_by_department on staff (department_id);\n',
      118,
      'Index on department_id',
    ),
  },
  {
    name: 'fix/page-size-limit',
    by: team.zhangMin,
    from: 12,
    commits: edit(
      'src/staff-facade.js',
      '  listStaff(page) {\n',
      '  listStaff(asked) {\n    const page = Math.max(1, Math.floor(asked) || 1)\n',
      140,
      'Pages begin at 1',
    ),
  },
  {
    name: 'fix/tz-birthdate',
    by: team.huangJie,
    from: 8,
    commits: edit(
      'src/dates.js',
      '  return new Date(text).toISOString()',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: text of a program, interpolated when that runs
      '  return new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString()',
      190,
      'A birthday is the same day everywhere',
    ),
  },
  {
    name: 'chore/log-format',
    by: team.zhouYan,
    from: 13,
    commits: edit(
      'src/routes/departments.js',
      "'listDepartments')",
      "'listDepartments order=id')",
      88,
      'The line about departments says its order',
    ),
  },
  {
    name: 'chore/node-24',
    by: team.zhaoLei,
    from: 13,
    commits: edit('package.json', '"node": ">=24"', '"node": ">=24.2"', 64, 'Ask for Node 24.2'),
  },
  {
    name: 'docs/tracing',
    by: team.zhouYan,
    from: 13,
    commits: edit(
      'README.md',
      'Started by `src/tracing.js`;',
      'Started by `src/tracing.js` before all else;',
      17,
      'Say when tracing starts',
    ),
  },
  {
    name: 'feature/staff-search-pinyin',
    by: team.huangJie,
    from: 11,
    commits: route('staff-search.js', 'staff-search.js', 70, 'Search surnames by pinyin'),
  },
  { name: 'feature/org-chart', by: team.sunTao, from: 12, commits: route('org-chart.js', 'org-chart.js', 58, 'Managers by department') },
  {
    name: 'feature/leave-balance',
    by: team.wangFang,
    from: 11,
    commits: route('leave-balance.js', 'leave-balance.js', 99, 'Days of leave of a person'),
  },
  {
    name: 'feature/contract-expiry',
    by: team.zhangMin,
    from: 12,
    commits: route('contract-expiry.js', 'contract-expiry.js', 47, 'Contracts that end this year'),
  },
  {
    name: 'feature/birthday-notice',
    by: team.huangJie,
    from: 9,
    commits: route('birthday-notice.js', 'birthday-notice.js', 200, 'Greeting on birthdays'),
  },
  {
    name: 'feature/onboarding-form',
    by: team.chenJing,
    from: 14,
    commits: route('onboarding-form.js', 'onboarding-form.js', 31, 'Fields of the onboarding form'),
  },
  {
    name: 'feature/staff-export-xlsx',
    by: team.sunTao,
    from: 13,
    commits: route('staff-export.js', 'export-xlsx.js', 44, 'Export the list'),
  },
  {
    name: 'feature/export-async',
    by: team.zhouYan,
    from: 15,
    commits: route('staff-export.js', 'export-async.js', 6, 'Export in the background'),
  },
  {
    name: 'feature/head-count',
    by: team.zhaoLei,
    from: 15,
    commits: route('head-count.js', 'head-count.js', 11, 'Who came in which year'),
  },
]

/** In the order of precedence: where two clash, the later one is left out of TEST. */
export const staffBranches: readonly BranchPlan[] = [guilty, slow, ...neighbours, ...others, clashing]
