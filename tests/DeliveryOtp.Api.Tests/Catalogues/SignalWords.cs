namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary>For each signal: what makes it weigh more, and what harmless thing looks the same.</summary>
internal static class SignalWords
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["accepted_after_unlock"] = "Who asked for the unlock, and with what reason, stands in the entry `unlocked`. Harmless where the recipient asked, and confirms the receipt.",
        ["arrival_denied"] = "An arrival far from the door, or no attempt after it. Harmless where he stood at the wrong entrance, or the recipient was not at home themselves.",
        ["clock_skew"] = "With `stale_fix`, an attempt that was kept back and sent later. Alone it is a phone that is set by hand.",
        ["code_of_another_delivery"] = "The other delivery is named: was it accepted, and does its recipient have that parcel? Harmless where one recipient has two parcels and mixes up their codes.",
        ["compromised_device"] = "Any signal about the place. Alone it is often a courier's own phone; on many deliveries of one device it is a habit worth a question.",
        ["courier_changed"] = "Were both couriers inside? Harmless where a crew of two shares a round, and the retailer knows of it.",
        ["courier_pattern"] = "The courier's own page has the rates beside the fleet's, with their intervals. It speaks of many hand-overs and proves nothing about this one.",
        ["device_changed"] = "The devices side by side on the delivery's page. Harmless where it is a new phone that stays.",
        ["device_swapped"] = "With `device_changed` it marks the delivery for review. Harmless where the first phone's battery was low: the record has it.",
        ["guessing_device"] = "Which couriers named that device. Anybody can name it, so it says little about its owner.",
        ["impossible_speed"] = "Which of the two places is the false one: the plan, and the record before. Harmless where a first fix after a cold start was far off, in spite of its accuracy.",
        ["late_acceptance"] = "What happened in the first session: wrong tries, silence, a report. Harmless where nobody was at home the first time.",
        ["left_with_parcel"] = "No attempt, or a wrong one, before the report, and an attempt after it. Harmless where the courier only fetched something and the recipient confirms the receipt.",
        ["location_unverified"] = "The detail says why. Alone it is a cellar, a lift or a phone without permission; on every delivery of one courier it is a choice.",
        ["mock_location"] = "The same on other deliveries of that device. Seldom harmless: a developer's setting that was left on.",
        ["no_attempt_at_door"] = "Who tapped, and when: did the recipient show a code to somebody in front of them? Harmless where nobody was at home the first time; under `on_arrival` that does not raise it.",
        ["outside_geofence"] = "How far, and how often. Harmless where the destination was geocoded badly: then other couriers were outside there as well.",
        ["place_unproven"] = "The recipient's word: a receipt, a contest. Harmless where no satellite reaches into the house, which other deliveries there show.",
        ["recipient_changed"] = "Who changed it, and whether the old address was told. Harmless where the recipient asked for it: ask at the old contact.",
        ["repeated_coordinates"] = "The other address, and the same digits on more deliveries. Seldom harmless: some phones repeat their last fix after a restart.",
        ["stale_fix"] = "With `clock_skew`, an attempt that was kept back and sent later. Alone it is a phone that saves power.",
        ["wrong_then_right_elsewhere"] = "The two places on the plan. Harmless where the courier came back for a recipient who had misread the code.",
    };

    /// <summary>The signals that there are words for.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    public static string LookAt(string name) => Known.TryGetValue(name, out var words)
        ? words
        : throw new InvalidOperationException($"Say in {nameof(SignalWords)} what supports or excuses the signal {name}.");
}
