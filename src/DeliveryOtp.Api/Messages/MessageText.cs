using System.Globalization;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Messages;

/// <summary>A mail in words. It has the order, the seller, times, "at your door" and the tries that are left; nothing else.</summary>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Subject">One line.</param>
/// <param name="Paragraphs">Before the link to the recipient's page.</param>
/// <param name="OpenPage">What the link says.</param>
/// <param name="SmallPrint">After it.</param>
internal sealed record MessageText(
    string Language,
    string Subject,
    IReadOnlyList<string> Paragraphs,
    string OpenPage,
    IReadOnlyList<string> SmallPrint)
{
    public static MessageText Of(OutgoingMail due, Delivery delivery)
    {
        var texts = MessageTexts.For(delivery.Recipient?.Language, delivery.Destination.Country);
        var number = OneLine(delivery.OrderId.Value);
        var order = delivery.Seller is { } seller
            ? texts.Fill("order.seller", ("number", number), ("seller", OneLine(seller.Name)))
            : texts.Fill("order", ("number", number));
        return new MessageText(
            texts.Language,
            texts.Fill($"{due.Mail.Kind}.subject", ("number", number)),
            [.. ParagraphsOf(due, delivery, texts, order)],
            texts["page.open"],
            due.OldAddress is null ? [texts["page.private"], texts["footer"]] : [texts["footer"]]);
    }

    private static IEnumerable<string> ParagraphsOf(OutgoingMail due, Delivery delivery, MessageTexts texts, string order)
    {
        var mail = due.Mail;
        yield return texts["greeting"];
        yield return texts.Fill($"{mail.Kind}.lead", ("order", order));
        if (mail.Reason is { } reason)
            yield return texts[$"{mail.Kind}.{reason}"];
        yield return string.Join('\n', FactsOf(mail, delivery, texts));
        yield return mail.Kind == EnumName<MessageKind>.Of(MessageKind.Accepted)
            ? texts.Fill("accepted.advice", ("until", UntilOf(mail, delivery, texts)))
            : texts[$"{mail.Kind}.advice"];
        if (due.IsLast)
            yield return texts["last"];
    }

    private static IEnumerable<string> FactsOf(Mail mail, Delivery delivery, MessageTexts texts)
    {
        yield return texts.Fill("fact.time", ("time", texts.Moment(mail.HappenedAt, delivery.Destination.Country)));
        if (mail.Place is { } place)
            yield return texts.Fill("fact.place", ("place", texts[$"place.{EnumName<PlaceVerdict>.Of(place)}"]));
        if (mail.TriesLeft is { } tries)
            yield return texts.Fill("fact.tries", ("tries", tries.ToString(CultureInfo.InvariantCulture)));
    }

    private static string UntilOf(Mail mail, Delivery delivery, MessageTexts texts) =>
        texts.Moment(delivery.ContestUntil ?? mail.HappenedAt.AddHours(delivery.Policy.ContestHours), delivery.Destination.Country);

    /// <summary>A retailer's text may have line ends, and a header must not.</summary>
    private static string OneLine(string text) => string.Join(
        ' ',
        string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
