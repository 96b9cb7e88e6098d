import { team } from '../people.ts'
import type { RepositoryPlan } from './plan.ts'

export const orderService: RepositoryPlan = {
  service: 'order-service',
  layers: ['common', 'caller', 'sqlite', 'order-service'],
  main: [
    { by: team.wangFang, daysAgo: 20, subject: 'Begin order-service', adds: ['package.json', 'README.md', 'build.js'] },
    {
      by: team.wangFang,
      daysAgo: 19.3,
      subject: 'Trace with SkyWalking, traceId in every line',
      adds: ['src/tracing.js', 'src/logger.js'],
    },
    { by: team.zhaoLei, daysAgo: 18.5, subject: 'Serve routes, one file each', adds: ['src/http-server.js', 'src/routes/health.js'] },
    {
      by: team.zhaoLei,
      daysAgo: 17.1,
      subject: 'A database for each environment',
      adds: ['src/database.js', 'src/schema.js', 'src/seed.js'],
    },
    { by: team.huangJie, daysAgo: 14.2, subject: 'Read orders', adds: ['src/order-dao.js'] },
    { by: team.huangJie, daysAgo: 12.5, subject: 'Ask staff-service for names', adds: ['src/remote.js', 'src/staff-client.js'] },
    {
      by: team.huangJie,
      daysAgo: 10.9,
      subject: 'Summary with the best sellers',
      adds: ['src/order-summary.js', 'src/routes/orders.js', 'src/server.js'],
    },
    {
      by: team.liWei,
      daysAgo: 6.1,
      subject: 'Three best sellers are enough',
      changes: [{ path: 'src/order-summary.js', now: 'SELLERS_SHOWN = 3', was: 'SELLERS_SHOWN = 5' }],
    },
    {
      by: team.zhangMin,
      daysAgo: 4.4,
      subject: 'Version 2.4.0',
      changes: [{ path: 'package.json', now: '"version": "2.4.0"', was: '"version": "2.3.1"' }],
    },
  ],
  branches: [
    {
      name: 'feature/order-months',
      by: team.huangJie,
      from: 8,
      commits: [{ hoursAgo: 55, subject: 'Turnover by month', changes: [{ path: 'src/routes/months.js', from: 'months.js' }] }],
    },
    {
      name: 'fix/amount-rounding',
      by: team.wangFang,
      from: 8,
      commits: [
        {
          hoursAgo: 33,
          subject: 'Round amounts to cents',
          changes: [{ path: 'src/order-summary.js', find: 'amount: cents / 100,', replace: 'amount: Math.round(cents) / 100,' }],
        },
      ],
    },
  ],
}
