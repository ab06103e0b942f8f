namespace DeliveryOtp.Domain.Signals;

/// <summary>Every signal that there is.</summary>
public static class SignalRules
{
    /// <summary>Computed with the decision.</summary>
    public static IReadOnlyList<VisitSignal> OfVisits { get; } =
    [
        new OutsideGeofence(),
        new LocationUnverified(),
        new PlaceUnproven(),
        new MockLocation(),
        new StaleFix(),
        new ClockSkew(),
        new CompromisedDevice(),
        new DeviceChanged(),
        new DeviceSwapped(),
        new CourierChanged(),
        new LateAcceptance(),
        new NoAttemptAtDoor(),
        new WrongThenRightElsewhere(),
        new GuessingDevice(),
        new RecipientChanged(),
        new AcceptedAfterUnlock(),
    ];

    /// <summary>Computed by a reader of the journal.</summary>
    public static IReadOnlyList<HistorySignal> OfHistory { get; } =
    [
        new ImpossibleSpeed(),
        new RepeatedCoordinates(),
        new UnfamiliarDevice(),
        new CodeOfAnotherDelivery(),
        new CourierPattern(),
    ];

    /// <summary>What the recipient says.</summary>
    public static IReadOnlyList<RecipientSignal> OfRecipients { get; } = RecipientSignals.All;

    /// <summary>The signal of every visit that the place gate found outside.</summary>
    public static string Outside => SignalNames.OutsideGeofence;

    /// <summary>The signal of every visit whose place the gate could not tell.</summary>
    public static string Unverified => SignalNames.LocationUnverified;

    public static IReadOnlyList<string> VisitNames { get; } = [.. OfVisits.Select(rule => rule.Name)];

    public static IReadOnlyList<string> HistoryNames { get; } = [.. OfHistory.Select(rule => rule.Name)];

    /// <summary>The names of all that an attempt may raise, each once.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. VisitNames.Union(HistoryNames, StringComparer.Ordinal)];

    /// <summary>Each rule; two of them may raise a signal of the same name.</summary>
    public static IReadOnlyList<SignalRule> All { get; } = [.. OfVisits, .. OfHistory, .. OfRecipients];

    /// <summary>What a signal means, for people: what each of its rules says. Null: this version has none of that name.</summary>
    public static string? MeaningOf(string name) =>
        string.Join(" Or: ", All.Where(rule => rule.Name == name).Select(rule => rule.Meaning)) is { Length: > 0 } meaning ? meaning : null;

    /// <summary>
    /// The other side of <c>code_of_another_delivery</c>: this one's code was typed at the hand-over of another parcel, so
    /// somebody was asked for it, and it is this parcel that may be kept.
    /// </summary>
    public static Signal CodeTypedElsewhere(DeliveryId typedAt) => CodeOfAnotherDelivery.TypedElsewhere(typedAt);

    /// <summary>It says something about the courier, and nothing about the entry that gave the occasion.</summary>
    internal static bool IsAboutCourier(Signal signal) => signal.Name == CourierPattern.RuleName;

    public static IReadOnlyList<Signal> Of(VisitFacts facts)
    {
        List<Signal> raised = [];
        foreach (var rule in OfVisits)
        {
            if (rule.Look(facts) is { } signal)
                raised.Add(signal);
        }

        return raised;
    }

    public static IReadOnlyList<Signal> Of(HistoryFacts facts) =>
        [.. OfHistory.Select(rule => rule.Look(facts)).OfType<Signal>()];
}

/// <summary>Names that two places need.</summary>
internal static class SignalNames
{
    public const string OutsideGeofence = "outside_geofence";
    public const string LocationUnverified = "location_unverified";

    /// <summary>Raised by two rules: one looks at the session, the other at history.</summary>
    public const string DeviceChanged = "device_changed";
    public const int DeviceChangedWeight = 25;
}
