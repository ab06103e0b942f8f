namespace DeliveryOtp.Api.Pages.Console.Disputes;

/// <summary>What the small forms about a delivery send: each uses what it needs.</summary>
public sealed record CaseForm
{
    public Guid Key { get; init; }

    public string? Text { get; init; }

    public string? Kind { get; init; }

    public string? OpenedBy { get; init; }

    public string? Statement { get; init; }

    public string? Reason { get; init; }
}

/// <summary>What support does for somebody who calls.</summary>
public enum CaseAct
{
    Dispute,
    Note,
    Contest,
    Link,
}
