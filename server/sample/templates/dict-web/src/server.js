require('./tracing')
const { serve } = require('./http-server')
const { StaffClient } = require('./staff-client')

serve({ staff: new StaffClient(process.env.STAFF_URL) })
