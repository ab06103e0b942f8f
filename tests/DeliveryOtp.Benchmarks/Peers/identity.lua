function body_of(account, code)
  return string.format('{"account":"a%d","code":"%s"}', account, code)
end

function is_wrong_code(status, body)
  return status == 200 and body:find('"wrong_code"', 1, true)
end
