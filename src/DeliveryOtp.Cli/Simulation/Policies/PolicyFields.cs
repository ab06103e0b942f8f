using System.Text.Json;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using static System.FormattableString;

namespace DeliveryOtp.Cli.Simulation.Policies;

/// <summary>The fields of a policy and what each may be.</summary>
internal static class PolicyFields
{
    public static IReadOnlyDictionary<string, PolicyField> ByName { get; } = new Dictionary<string, PolicyField>(StringComparer.Ordinal)
    {
        ["code_release"] = OneOf<CodeRelease>((policy, value) => policy with { CodeRelease = value }),
        ["session_seconds"] = Whole(5, 3600, (policy, value) => policy with { SessionSeconds = value }),
        ["reveal_seconds"] = Whole(5, 600, (policy, value) => policy with { RevealSeconds = value }),
        ["recipient_presence"] = OneOf<RecipientPresence>((policy, value) => policy with { RecipientPresence = value }),
        ["arrival"] = OneOf<ArrivalRule>((policy, value) => policy with { Arrival = value }),
        ["radius_m"] = Whole(50, 1000, (policy, value) => policy with { RadiusM = value }),
        ["place"] = OneOf<PlaceRule>((policy, value) => policy with { Place = value }),
        ["unverified_place"] = OneOf<UnverifiedPlaceRule>((policy, value) => policy with { UnverifiedPlace = value }),
        ["max_generations"] = Whole(1, 20, (policy, value) => policy with { MaxGenerations = value }),
        ["max_unlocks"] = Whole(0, 10, (policy, value) => policy with { MaxUnlocks = value }),
        ["courier_wrong_limit"] = Whole(3, 1000, (policy, value) => policy with { CourierWrongLimit = value }),
        ["courier_wrong_window_s"] = Whole(60, 86400, (policy, value) => policy with { CourierWrongWindowS = value }),
        ["courier_suspension_s"] = Whole(60, 86400, (policy, value) => policy with { CourierSuspensionS = value }),
        ["contest_hours"] = Whole(1, 720, (policy, value) => policy with { ContestHours = value }),
        ["review_threshold"] = Whole(1, 1000, (policy, value) => policy with { ReviewThreshold = value }),
        ["code_in_webhooks"] = YesOrNo((policy, value) => policy with { CodeInWebhooks = value }),
        ["device_binding"] = OneOf<DeviceBinding>((policy, value) => policy with { DeviceBinding = value }),
        ["recipient_messages"] = OneOf<RecipientMessages>((policy, value) => policy with { RecipientMessages = value }),
    };

    private static PolicyField Whole(int least, int most, Func<DeliveryPolicy, int, DeliveryPolicy> set) => new(
        Invariant($"a whole number from {least} to {most}"),
        (policy, json) => json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var value) && value >= least && value <= most
            ? set(policy, value)
            : null);

    private static PolicyField OneOf<TEnum>(Func<DeliveryPolicy, TEnum, DeliveryPolicy> set)
        where TEnum : struct, Enum => new(
        string.Join(" or ", EnumName<TEnum>.All),
        (policy, json) => json.ValueKind == JsonValueKind.String && EnumName<TEnum>.TryParse(json.GetString()!, out var value)
            ? set(policy, value)
            : null);

    private static PolicyField YesOrNo(Func<DeliveryPolicy, bool, DeliveryPolicy> set) => new(
        "true or false",
        (policy, json) => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? set(policy, json.GetBoolean()) : null);
}

/// <summary>One field.</summary>
/// <param name="Allowed">What it may be, for people.</param>
/// <param name="Set">The policy with the value; null when it is not allowed.</param>
internal sealed record PolicyField(string Allowed, Func<DeliveryPolicy, JsonElement, DeliveryPolicy?> Set);
