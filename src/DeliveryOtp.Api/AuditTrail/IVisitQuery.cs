namespace DeliveryOtp.Api.AuditTrail;

/// <summary>The filters that attempts and arrivals have in common.</summary>
internal interface IVisitQuery
{
    string? OrderId { get; }

    Guid? DeliveryId { get; }

    string? CourierId { get; }

    string? DeviceId { get; }

    /// <summary>RFC 3339.</summary>
    string? From { get; }

    /// <summary>RFC 3339.</summary>
    string? To { get; }
}
