using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Doorstep.Outcomes;

/// <summary>Every outcome in one language.</summary>
/// <param name="Language">Of the texts, ISO 639-1: `de`, `en`, `es`, `fr` or `it`.</param>
/// <param name="Attempts">The outcomes of attempts.</param>
/// <param name="Arrivals">The outcomes of arrivals.</param>
public sealed record OutcomesResponse(
    string Language,
    IReadOnlyList<AttemptOutcomeItem> Attempts,
    IReadOnlyList<ArrivalOutcomeItem> Arrivals);

/// <summary>An outcome of an attempt.</summary>
/// <param name="Outcome">As the verdict has it. Where `delivery_status` is `locked` beside `wrong_code`, say what `locked` says.</param>
/// <param name="UsesTry">Whether a try is gone (R3).</param>
/// <param name="Next">What the app does next.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Text">What to do, for the courier.</param>
public sealed record AttemptOutcomeItem(AttemptOutcome Outcome, bool UsesTry, CourierStep Next, string Title, string Text);

/// <summary>An outcome of an arrival.</summary>
/// <param name="Outcome">As the verdict has it.</param>
/// <param name="Next">What the app does next.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Text">What to do, for the courier.</param>
public sealed record ArrivalOutcomeItem(ArrivalOutcome Outcome, CourierStep Next, string Title, string Text);

/// <summary>What a courier's app does after a verdict. Each of them ends with another request but the first and the last.</summary>
public enum CourierStep
{
    /// <summary>The delivery is confirmed: the parcel is handed over, and nothing is sent any more.</summary>
    HandOver,

    /// <summary>Lets the courier enter a code, and sends an attempt.</summary>
    EnterCode,

    /// <summary>Likewise, once the recipient shows the code on their page (R9).</summary>
    AwaitShowing,

    /// <summary>Sends an arrival, from the door (R6, R8).</summary>
    Arrive,

    /// <summary>Waits for a better fix, and sends an arrival with it (R10).</summary>
    AwaitFix,

    /// <summary>Leads the courier to the address, and sends the same kind of request from there (R10).</summary>
    GoToAddress,

    /// <summary>Scans this delivery's parcel, and sends the same kind of request with it.</summary>
    ScanParcel,

    /// <summary>Sends nothing any more: only the retailer's people can help.</summary>
    CallDispatcher,
}
