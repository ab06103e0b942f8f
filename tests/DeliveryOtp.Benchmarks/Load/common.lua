-- What every script needs: numbered threads, options from the command line, and the report as one line of JSON.
local threads = {}

function setup(thread)
  thread:set("thread_number", #threads)
  table.insert(threads, thread)
end

-- name=value; what looks like a number is one.
function read_options(args)
  local options = {}
  for i = 1, #args do
    local name, value = args[i]:match("^([%w_]+)=(.*)$")
    options[name] = tonumber(value) or value
  end
  return options
end

function read_file(path)
  local file = assert(io.open(path))
  local text = file:read("*a")
  file:close()
  return text
end

-- The time between an answer and the connection's next request, between 0 and twice the mean.
function pause(mean_ms)
  if mean_ms > 0 then
    math.randomseed(os.time() + thread_number)
    delay = function() return math.random(0, 2 * mean_ms) end
  end
end

-- What an error of kind "status" is depends on the script, and so do failures, which are answers without a verdict, and whether it
-- ran out of things to send.
local function report(summary, latency, status_errors, failures, exhausted)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"duration_us":%d,"connect_errors":%d,"read_errors":%d,"write_errors":%d,"status_errors":%d,'
      .. '"failures":%d,"timeouts":%d,"min_us":%d,"mean_us":%.1f,"p50_us":%d,"p90_us":%d,"p99_us":%d,"max_us":%d,"exhausted":%s}\n',
    summary.requests - failures, summary.duration, errors.connect, errors.read, errors.write, status_errors, failures, errors.timeout,
    latency.min, latency.mean, latency:percentile(50), latency:percentile(90), latency:percentile(99), latency.max,
    tostring(exhausted)))
end

function done(summary, latency)
  report(summary, latency, summary.errors.status, 0, false)
end
