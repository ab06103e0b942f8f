using System.Diagnostics;
using System.Security.Cryptography;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Recipients;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace DeliveryOtp.Api.Pages.Recipient;

/// <summary>
/// The recipient's page without scripts: the link is pasted into a form, and each button is one. There is no cookie, so no other
/// site can make use of one; whoever can post the capability is the recipient.
/// </summary>
[IgnoreAntiforgeryToken]
internal sealed class PlainModel(TrackingService tracking) : PageModel
{
    /// <summary>Under `on_issue`, outside a visit: the digits are the recipient's, and showing them tells nobody anything.</summary>
    private const string Uncover = "code";

    public PageTexts Texts { get; private set; } = null!;

    /// <summary>Null: nothing was pasted yet.</summary>
    public PlainView? Delivery { get; private set; }

    /// <summary>What became of the link or of the tap, where it is not what was asked for: a key of the texts.</summary>
    public string? Note { get; private set; }

    /// <summary>For the forms of this answer: whoever sends one twice has done it once.</summary>
    public string Key { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public string? Link { get; private set; }

    public void OnGet([FromQuery(Name = "lang")] string? language)
    {
        Texts = PageTexts.For(language, Request);
        KeepNothing();
    }

    public async Task OnPostAsync(string? act, [FromQuery(Name = "lang")] string? language, [FromForm] PlainForm form, CancellationToken cancel)
    {
        Texts = PageTexts.For(language, Request);
        KeepNothing();
        ModelState.Clear();
        Link = PlainLink.Capability(form.Link ?? string.Empty);
        if (Link is null || (User.Identity as CallerIdentity)?.Caller is not { Role: ActorRole.Recipient } caller)
        {
            Note = Link is null ? "partial" : "dead";
            Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (await AnswerAsync(act, form, caller, cancel) is not { } answer)
        {
            Note = "dead";
            return;
        }

        if (language is null && answer.Language is { } spoken)
            Texts = PageTexts.Languages.GetValueOrDefault(LanguageTag.PrimaryOf(spoken)) ?? Texts;
        Delivery = new PlainView(answer, Texts, isUncovered: act is Uncover or "reveals");
    }

    private async Task<TrackingResponse?> AnswerAsync(string? act, PlainForm form, Caller caller, CancellationToken cancel)
    {
        var (shown, note) = act is null or Uncover ? (null, null) : AnswerOf(await TapAsync(act, form, caller, cancel));
        Note = note ?? Note;
        return shown ?? await tracking.GetAsync(caller.Tenant, caller.Delivery!.Value, caller.LinkVersion, cancel);
    }

    private static (TrackingResponse? Shown, string? Note) AnswerOf(CommandOutcome<TrackingResponse> outcome) => outcome switch
    {
        CommandOutcome<TrackingResponse>.Done done => (done.Value, null),
        CommandOutcome<TrackingResponse>.Conflict or CommandOutcome<TrackingResponse>.KeyReused => (null, "conflict"),
        CommandOutcome<TrackingResponse>.NotFound => (null, null),
        CommandOutcome<TrackingResponse>.OrderExists or CommandOutcome<TrackingResponse>.InsufficientGrounds =>
            throw new UnreachableException("Neither an order's parcel nor a decision was asked for."),
        _ => throw new UnreachableException(),
    };

    private Task<CommandOutcome<TrackingResponse>> TapAsync(string act, PlainForm form, Caller caller, CancellationToken cancel)
    {
        HttpContext.Items[typeof(IdempotencyKeyAttribute)] = form.Key is { } key && Idempotency.TryParse(key, out var parsed) ? parsed : Key;
        var command = new Command(
            caller.Actor, caller.Tenant, caller.Delivery!.Value, Idempotency.RequestOf(HttpContext, form with { Link = null, Key = null }), caller.LinkVersion);
        return act switch
        {
            "reveals" => tracking.RevealAsync(command, showing: null, cancel),
            "hides" => tracking.HideAsync(command, form.Showing, cancel),
            "denials" => tracking.DenyAsync(command, cancel),
            "reports" => tracking.ReportLeftAsync(command, cancel),
            "receipts" => tracking.ConfirmReceiptAsync(command, cancel),
            "contests" => tracking.ContestAsync(command, form.Kind, StatementOf(form), cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(act), "The route lets nothing else in."),
        };
    }

    /// <summary>As in the contract: what nobody can see is nobody's statement, and 2,000 characters are enough.</summary>
    private static string? StatementOf(PlainForm form) => RequestText.Normalize(form.Statement ?? string.Empty) is { } statement
        ? RequestText.Cut(PlainView.Visible(statement, keepsLines: true), ContestRequest.MaxStatement)
        : null;

    private void KeepNothing()
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers.Vary = "Accept-Language";
    }
}

/// <summary>What the forms of the page without scripts send.</summary>
public sealed record PlainForm
{
    public string? Link { get; init; }

    public string? Key { get; init; }

    public int Showing { get; init; }

    public ContestKind Kind { get; init; }

    public string? Statement { get; init; }

    /// <summary>Records print themselves; this one must not print a capability (R20).</summary>
    public override string ToString() => "form";
}
