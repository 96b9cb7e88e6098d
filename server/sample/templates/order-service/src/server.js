require('./tracing')
const { openDatabase } = require('./database')
const { serve } = require('./http-server')
const { OrderDao } = require('./order-dao')
const { OrderSummary } = require('./order-summary')
const { schema } = require('./schema')
const { seed } = require('./seed')
const { StaffClient } = require('./staff-client')

const database = openDatabase('orders.db', { schema, seed })

serve({ database, summary: new OrderSummary(new OrderDao(database), new StaffClient(process.env.STAFF_URL)) })
