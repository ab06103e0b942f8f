namespace DeliveryOtp.Api.Http;

/// <summary>
/// A member that no gate reads: it is taken as it comes, and a repeat of the request that says something else there is a repeat
/// all the same (a phone that tries again has another battery level).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EvidenceOnlyAttribute : Attribute;
