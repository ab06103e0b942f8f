function body_of(account, code)
  return string.format('{"email":"a%d@example.com","otp":"%s"}', account, code)
end

function is_wrong_code(status, body)
  return status == 400 and body:find('"INVALID_OTP"', 1, true)
end
