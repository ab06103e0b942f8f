using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Doorstep;

/// <summary>The judgement on one arrival.</summary>
public sealed record ArrivalVerdict
{
    public required ArrivalOutcome Outcome { get; init; }

    /// <summary>The session that it opens; null when it opens none.</summary>
    public DoorstepSession? Opens { get; init; }

    public required int TriesLeft { get; init; }

    public required DeliveryStatus DeliveryStatus { get; init; }

    public required PlaceAssessment Place { get; init; }

    /// <summary>Device clock minus server clock, in seconds: positive when the device is ahead.</summary>
    public required double ClockSkewS { get; init; }

    public required IReadOnlyList<Signal> Signals { get; init; }

    /// <summary>Refused, and of a courier who may not deliver this parcel (R18).</summary>
    public bool IsStranger { get; init; }
}
