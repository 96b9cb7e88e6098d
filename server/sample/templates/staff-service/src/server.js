require('./tracing')
const { openDatabase } = require('./database')
const { serve } = require('./http-server')
const { schema } = require('./schema')
const { seed } = require('./seed')
const { StaffDao } = require('./staff-dao')
const { StaffFacade } = require('./staff-facade')
const { StaffMapper } = require('./staff-mapper')

const database = openDatabase('staff.db', { schema, seed })
const dao = new StaffDao(database)

serve({ database, dao, facade: new StaffFacade(dao, new StaffMapper()) })
