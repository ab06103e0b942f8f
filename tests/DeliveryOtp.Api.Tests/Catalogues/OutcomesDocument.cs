using DeliveryOtp.Api.Doorstep.Outcomes;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary><c>docs/outcomes.md</c>: what may become of an attempt or an arrival, and what the app says and does then.</summary>
internal static class OutcomesDocument
{
    private static readonly (string Language, string Name)[] Languages =
        [("en", "English"), ("fr", "Français"), ("it", "Italiano"), ("de", "Deutsch"), ("es", "Español")];

    public static string Make()
    {
        var page = new Markdown()
            .Heading(1, "Outcomes")
            .Paragraph(
                """
                What may become of an attempt or an arrival, and what the courier's app says and does then. A verdict is 201 (200 where it is repeated),
                whatever the outcome; `next` and the texts are also at `GET /v1/outcomes?language=fr`, for an app to keep. How an app sends what it
                sends: [the courier's app](courier-app.md). Where several apply it is the one of the first row of [R12](rules.md#r12).
                """)
            .Paragraph(Catalogue.Origin)
            .Heading(2, "Attempts")
            .Paragraph(
                """
                `POST /v1/deliveries/{id}/attempts`. The row is that of R12. Where `wrong_code` comes with `delivery_status: locked` it was the
                third: say what `locked` says. `wrong_courier` tells nothing else: no `tries_left`, no `delivery_status`.
                """)
            .Table(["outcome", "row", "compared", "a try used", "what happened", "`next`"], Enum.GetValues<AttemptOutcome>().Select(RowOf))
            .Heading(2, "Arrivals")
            .Paragraph("`POST /v1/deliveries/{id}/arrivals` ([R6](rules.md#r6)). None of them uses a try.")
            .Table(["outcome", "what happened", "`next`"], Enum.GetValues<ArrivalOutcome>().Select(RowOf))
            .Heading(2, "What the app does next")
            .Table(["`next`", "the app"], Enum.GetValues<CourierStep>().Select(step => (string[])[NameOf(step), MeaningOf(step)]))
            .Heading(2, "What the courier is told")
            .Paragraph(
                """
                The same for an arrival and an attempt. No text says how far away the courier is or what else was noticed, and none may: who knows where the
                fence ends stands on its rim.
                """);
        foreach (var (language, name) in Languages)
        {
            var texts = CourierTexts.Languages[language];
            page.Heading(3, name).Table(["outcome", "title", "text"], Names.Select(outcome =>
                (string[])[Markdown.Code(outcome), texts.TitleOf(outcome), texts.TextOf(outcome)]));
        }

        return page.ToString();
    }

    private static IEnumerable<string> Names => EnumName<ArrivalOutcome>.All.Union(EnumName<AttemptOutcome>.All, StringComparer.Ordinal);

    private static string[] RowOf(AttemptOutcome outcome)
    {
        var (row, meaning) = OutcomeWords.Of(outcome);
        return
        [
            Markdown.Code(EnumName<AttemptOutcome>.Of(outcome)),
            row,
            OutcomeWords.IsCompared(outcome) ? "yes" : "no",
            CourierSteps.UsesTry(outcome) ? "**yes**" : "no",
            meaning,
            NameOf(CourierSteps.After(outcome)),
        ];
    }

    private static string[] RowOf(ArrivalOutcome outcome) =>
        [Markdown.Code(EnumName<ArrivalOutcome>.Of(outcome)), OutcomeWords.Of(outcome), NameOf(CourierSteps.After(outcome))];

    private static string NameOf(CourierStep step) => Markdown.Code(EnumName<CourierStep>.Of(step));

    private static string MeaningOf(CourierStep step) => step switch
    {
        CourierStep.HandOver => "says that the parcel is to be handed over, and sends nothing any more.",
        CourierStep.EnterCode => "lets the courier enter a code, and sends an attempt; where `showing_required` ([doorstep](courier-app.md)), once the recipient shows it.",
        CourierStep.AwaitShowing => "likewise, once the recipient shows the code on their page.",
        CourierStep.Arrive => "sends an arrival, from the door.",
        CourierStep.AwaitFix => "waits for a better fix, and sends an arrival with it.",
        CourierStep.GoToAddress => "leads the courier to the address, and sends the same kind of request from there.",
        CourierStep.ScanParcel => "scans this delivery's parcel, and sends the same kind of request with it.",
        CourierStep.CallDispatcher => "sends nothing any more: only the retailer's people can help.",
    };
}
