namespace DeliveryOtp.Api.Http.Budgets;

/// <summary>The budgets of which a caller can be told that they are used up, as headers, metrics and documents call them.</summary>
internal static class BudgetName
{
    public const string ApiKey = "api-key";
    public const string SupportKey = "support-key";
    public const string Courier = "courier";
    public const string RequestsAtOnce = "requests-at-once";
    public const string VisitsAtOnce = "visits-at-once";
    public const string Exports = "exports";
    public const string Revocations = "revocations";
    public const string FailedSignIns = "failed-sign-ins";
    public const string RecipientReads = "recipient-reads";
    public const string RecipientTaps = "recipient-taps";
    public const string RecipientStreams = "recipient-streams";
    public const string RetailerStreams = "retailer-streams";
    public const string RefusedVisits = "refused-visits";

    public static IReadOnlyList<string> All { get; } =
    [
        ApiKey,
        SupportKey,
        Courier,
        RequestsAtOnce,
        VisitsAtOnce,
        Exports,
        Revocations,
        FailedSignIns,
        RecipientReads,
        RecipientTaps,
        RecipientStreams,
        RetailerStreams,
        RefusedVisits,
    ];
}
