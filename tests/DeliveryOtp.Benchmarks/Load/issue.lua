-- A retailer's system that issues codes, each for a new order.
local template, head, options
local sent = 0

function init(args)
  options = read_options(args)
  template = read_file(options.body)
  head = "POST /v1/deliveries HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    .. "Authorization: Bearer " .. options.key .. "\r\nContent-Length: "
end

function request()
  sent = sent + 1
  local order = string.format("404-%04d-%02d-%08d", options.run, thread_number, sent)
  local body = template:gsub("{order}", order)
  return head .. #body .. "\r\n\r\n" .. body
end
