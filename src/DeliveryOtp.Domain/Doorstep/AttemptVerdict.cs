using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Domain.Doorstep;

/// <summary>The judgement on one attempt.</summary>
public sealed record AttemptVerdict
{
    public required AttemptOutcome Outcome { get; init; }

    /// <summary>The digits were held against the live code.</summary>
    public bool Compared => PresentedDigest is not null;

    /// <summary>The session that this attempt opened by itself (R6); null when it opened none.</summary>
    public DoorstepSession? Opens { get; init; }

    /// <summary>The number of the session in which it came; null when none was open.</summary>
    public int? Session { get; init; }

    /// <summary>After this attempt.</summary>
    public required int TriesLeft { get; init; }

    /// <summary>After this attempt.</summary>
    public required DeliveryStatus DeliveryStatus { get; init; }

    public required PlaceAssessment Place { get; init; }

    /// <summary>Device clock minus server clock, in seconds: positive when the device is ahead.</summary>
    public required double ClockSkewS { get; init; }

    public required IReadOnlyList<Signal> Signals { get; init; }

    /// <summary>A keyed digest of the digits where they were compared, so that repeated guesses can be told (R2).</summary>
    public byte[]? PresentedDigest { get; init; }

    /// <summary>R17: this wrong comparison was one too many for its courier, who is suspended until then.</summary>
    public DateTimeOffset? CourierSuspendedUntil { get; init; }

    /// <summary>The code was shown when it came (R9): the recipient says that a courier is in front of them.</summary>
    public bool Witnessed { get; init; }

    /// <summary>Refused, and of a courier who may not deliver this parcel (R18).</summary>
    public bool IsStranger { get; init; }
}
