namespace DeliveryOtp.Api;

/// <summary>Whether this service sends mails to recipients at all, as it is configured.</summary>
public sealed record RecipientMail(bool IsSent);
