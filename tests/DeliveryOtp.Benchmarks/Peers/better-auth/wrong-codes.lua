-- wrk -s wrong-codes.lua URL/api/auth/sign-in/email-otp -- FIRST COUNT THREADS: wrong codes for the accounts FIRST to
-- FIRST + COUNT - 1, three for each.
-- THREADS is wrk's -t. A thread goes through its share of the accounts three times, and stops after that: a run that does not fill
-- its time says "exhausted": true and counts for nothing. better-auth answers a wrong code with 400 INVALID_OTP, which wrk
-- itself would count as an error: "status" counts the answers that are none.
local threads = {}

function setup(thread)
  thread:set("id", #threads)
  table.insert(threads, thread)
end

function init(args)
  share = math.floor(args[2] / args[3])
  first = args[1] + id * share
  asked, unexpected, exhausted = 0, 0, false
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  if asked >= 3 * share then
    exhausted = true
    wrk.thread:stop()
  end
  local account, try = first + asked % share, math.floor(asked / share)
  asked = asked + 1
  return wrk.format(nil, nil, nil, string.format('{"email":"a%d@example.com","otp":"%06d"}', account, try))
end

function response(status, headers, body)
  if status ~= 400 or not body:find('"INVALID_OTP"', 1, true) then unexpected = unexpected + 1 end
end

function done(summary, latency)
  local status, exhausted = 0, false
  for _, thread in ipairs(threads) do
    status = status + thread:get("unexpected")
    exhausted = exhausted or thread:get("exhausted")
  end
  local errors = summary.errors
  print(string.format(
    '{"requests":%d,"duration_us":%d,"errors":{"connect":%d,"read":%d,"write":%d,"timeout":%d,"status":%d},' ..
    '"latency_us":{"p50":%d,"p99":%d,"mean":%.0f,"max":%d},"exhausted":%s}',
    summary.requests, summary.duration, errors.connect, errors.read, errors.write, errors.timeout, status,
    latency:percentile(50), latency:percentile(99), latency.mean, latency.max, tostring(exhausted)))
end
