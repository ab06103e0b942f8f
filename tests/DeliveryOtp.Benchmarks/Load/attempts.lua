-- Couriers at doors. Every delivery of this run's block gets two wrong codes and then the right one. A group of deliveries
-- is gone over three times before the next begins, so that wrong and right codes are mixed at any time.
local passes = 3
local code_factor, code_offset, code_count = 7919, 13, 1000000

local template, prefixes, options
local now_s, now_text = 0, ""
local sent = 0
local part_start, part_end, group_start, group_end, position, pass, finished

local function start_group(from)
  group_start, group_end = from, math.min(from + options.group, part_end)
  position, pass = from, 0
end

local function advance()
  position = position + 1
  if position < group_end then return end
  pass = pass + 1
  if pass < passes then
    position = group_start
  elseif group_end < part_end then
    start_group(group_end)
  else
    -- The block is used up: from here on, right codes on delivered deliveries.
    finished = true
    start_group(part_start)
  end
end

-- Neighbours in the block are far apart in the table, as the parcels on a day's doorsteps are.
local function index_of(place)
  return options.base + (place * options.step) % options.population
end

local function code_of(index)
  local right = (index * code_factor + code_offset) % code_count
  local is_right = finished or pass == passes - 1
  return string.format("%06d", is_right and right or (right + 1 + pass) % code_count)
end

local function now()
  local seconds = os.time()
  if seconds ~= now_s then
    now_s, now_text = seconds, os.date("!%Y-%m-%dT%H:%M:%SZ", seconds)
  end
  return now_text
end

function init(args)
  options = read_options(args)
  template = read_file(options.body)
  prefixes = {}
  for token in io.lines(options.tokens) do
    prefixes[#prefixes + 1] = "Authorization: Bearer " .. token .. "\r\n"
  end
  local part = math.floor(options.count / options.threads)
  part_start = options.first + thread_number * part
  part_end = part_start + part
  start_group(part_start)
  pause(options.think_ms)
end

function request()
  local index = index_of(position)
  local courier = (index * 31 + pass) % #prefixes
  local body = template:gsub("{(%w+)}", {
    code = code_of(index), now = now(), device = string.format("%012d", courier),
  })
  sent = sent + 1
  local head = string.format(
    "POST /v1/deliveries/%s%012x/attempts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      .. "Idempotency-Key: %08d-0000-4000-8000-%04d%08d\r\nContent-Length: %d\r\n",
    options.id_prefix, index, options.run, thread_number, sent, #body)
  advance()
  return head .. prefixes[courier + 1] .. "\r\n" .. body
end
