-- Wrong codes for a block of accounts, three for each. A peer's own script goes on with body_of(account, code) and
-- is_wrong_code(status, body): an answer that is no wrong code is an error, whatever wrk itself takes it for; but one that says the
-- server failed is counted as none.
-- A thread goes through its share of the accounts three times, and stops after that: a run that does not fill its time is
-- exhausted, and counts for nothing.
local tries = 3
local share, first
local asked = 0

-- Global, so that the main thread can read them at the end.
unexpected, failures, exhausted = 0, 0, false

function init(args)
  local options = read_options(args)
  share = math.floor(options.count / options.threads)
  first = options.first + thread_number * share
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  if asked >= tries * share then
    exhausted = true
    wrk.thread:stop()
  end
  local account, try = first + asked % share, math.floor(asked / share)
  asked = asked + 1
  return wrk.format(nil, nil, nil, body_of(account, string.format("%06d", try)))
end

function response(status, headers, body)
  if status >= 500 then
    failures = failures + 1
  elseif not is_wrong_code(status, body) then
    unexpected = unexpected + 1
  end
end

function done(summary, latency)
  local status_errors, all_failures, is_exhausted = 0, 0, false
  for _, thread in ipairs(threads) do
    status_errors = status_errors + thread:get("unexpected")
    all_failures = all_failures + thread:get("failures")
    is_exhausted = is_exhausted or thread:get("exhausted")
  end
  report(summary, latency, status_errors, all_failures, is_exhausted)
end
