const TURNOVER = 'select count(*) as orders, sum(cents) as cents from orders'

const BEST = `select staff_id, sum(cents) as cents, count(*) as orders
  from orders group by staff_id order by cents desc limit ?`

class OrderDao {
  constructor(database) {
    this.database = database
  }

  turnover() {
    return this.database.one('OrderDao.turnover', TURNOVER)
  }

  bestSellers(limit) {
    return this.database.all('OrderDao.bestSellers', BEST, limit)
  }
}

module.exports = { OrderDao }
