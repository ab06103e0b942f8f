namespace DeliveryOtp.Api.Http;

/// <summary>Nothing: `{}` or no body.</summary>
public sealed record EmptyRequest;
