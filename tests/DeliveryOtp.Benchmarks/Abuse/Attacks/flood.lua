-- One caller who asks for the same again and again and never waits. Each request has an Idempotency-Key of its own; with forged=1
-- also a credential of its own that nobody made: in turn a courier's token with a wrong signature, an API key and a recipient's link.
local signature_length, secret_length = 43, 64

local options, body
local start, tail
local sent = 0

-- Digits are base64url, too.
local function unique(length)
  local text = string.format("%d%018d", thread_number, sent)
  return text .. string.rep("0", length - #text)
end

local function credential()
  if not options.forged then return options.credential end
  local kind = sent % 3
  if kind == 0 then return options.credential .. unique(signature_length) end
  if kind == 1 then return "dotp_" .. unique(secret_length) end
  return unique(secret_length)
end

function init(args)
  options = read_options(args)
  body = options.body and read_file(options.body) or ""
  start = string.format("%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ", options.method, options.path)
  tail = "\r\n\r\n" .. body
  if options.body then tail = string.format("\r\nContent-Type: application/json\r\nContent-Length: %d", #body) .. tail end
end

function request()
  sent = sent + 1
  return start .. credential() .. "\r\nIdempotency-Key: " .. unique(secret_length) .. tail
end

-- Global, so that the main thread can read them at the end.
function response(status)
  local name = "status_" .. status
  _G[name] = (_G[name] or 0) + 1
end

function done(summary)
  local statuses = {}
  for status = 100, 599 do
    local count = 0
    for _, thread in ipairs(threads) do count = count + (thread:get("status_" .. status) or 0) end
    if count > 0 then statuses[#statuses + 1] = string.format('"%d":%d', status, count) end
  end
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"duration_us":%d,"unanswered":%d,"statuses":{%s}}\n',
    summary.requests, summary.duration, errors.connect + errors.read + errors.write + errors.timeout, table.concat(statuses, ",")))
end
