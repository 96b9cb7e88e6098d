const http = require('node:http')

class RemoteError extends Error {
  name = 'RemoteError'
}

/** Names under `.localhost` are this machine, also where the resolver does not know them (RFC 6761). */
const lookup = (_hostname, options, callback) => {
  if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }])
  else callback(null, '127.0.0.1', 4)
}

/** GET of another service. Anything but 200 is a RemoteError that names the service and what it answered. */
const getJson = (base, path) =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base)
    const service = hostname.split('.')[0]
    const request = http.request(
      { host: hostname, port, path, agent: false, timeout: 5000, ...(hostname.endsWith('.localhost') ? { lookup } : {}) },
      (response) => {
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          if (response.statusCode === 200) resolve(JSON.parse(Buffer.concat(chunks).toString()))
          else reject(new RemoteError(`${service} answered ${response.statusCode} to GET ${path.split('?')[0]}`))
        })
      },
    )
    request.on('timeout', () => request.destroy(new RemoteError(`${service} did not answer in 5 s`)))
    request.on('error', reject)
    request.end()
  })

module.exports = { RemoteError, getJson }
