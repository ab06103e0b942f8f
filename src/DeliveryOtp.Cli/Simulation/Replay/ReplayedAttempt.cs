using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Cli.Simulation.Replay;

/// <summary>One line of the export of <c>GET /v1/attempts</c>, as far as it can be judged again.</summary>
internal sealed record ReplayedAttempt
{
    public required Guid DeliveryId { get; init; }

    public required string CourierId { get; init; }

    public required AttemptOutcome Outcome { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required ReplayedLocation Location { get; init; }

    public required IReadOnlyList<Signal> Signals { get; init; }
}

/// <summary>Without a fix all is null.</summary>
internal sealed record ReplayedLocation(
    double? AccuracyM,
    DateTimeOffset? CapturedAt,
    bool? IsMock,
    double? DistanceM);
