using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>
/// Words made from facts: <c>$"Accepted at {at} in visit {number}"</c>. Times stand on the destination's clock and carry their UTC
/// value; whatever else is put in is text, however hostile.
/// </summary>
public sealed class Sentence(IReadOnlyList<Sentence.Piece> pieces) : IHtmlContent
{
    public static readonly Sentence Empty = new([]);

    private readonly IReadOnlyList<Piece> _pieces = pieces;

    public bool IsEmpty => _pieces.Count == 0;

    public static Sentence Of(string text) => new([new Piece(text)]);

    public static Sentence Join(string separator, IEnumerable<Sentence> sentences) => new(
    [
        .. sentences.Where(sentence => !sentence.IsEmpty)
            .SelectMany((sentence, index) => index == 0 ? sentence._pieces : sentence._pieces.Prepend(new Piece(separator))),
    ]);

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var piece in _pieces)
        {
            if (piece.At is { } at)
                DestinationClock.Tag(at, piece.Text).WriteTo(writer, encoder);
            else
                encoder.Encode(writer, piece.Text);
        }
    }

    public override string ToString() => string.Concat(_pieces.Select(piece => piece.Text));

    /// <summary>A run of text, or a time as the clock shows it.</summary>
    public sealed record Piece(string Text, DateTimeOffset? At = null);
}

/// <summary>Says sentences on one clock, around one day: times of other days name theirs.</summary>
/// <param name="clock">The destination's.</param>
/// <param name="day">The day that goes without saying.</param>
public sealed class Speaker(DestinationClock clock, DateOnly day)
{
    public DestinationClock Clock { get; } = clock;

    public Sentence Say([InterpolatedStringHandlerArgument("")] Words words) => words.ToSentence();

    /// <summary>14:02, or 23 Nov 14:02 on another day.</summary>
    public string Spoken(DateTimeOffset at) => Clock.DateOf(at) == day ? Clock.Time(at) : Clock.Moment(at);

    /// <summary>What the compiler makes of an interpolated string that is said.</summary>
    [InterpolatedStringHandler]
    public sealed class Words
    {
        private readonly List<Sentence.Piece> _pieces;
        private readonly StringBuilder _text = new();
        private readonly Speaker _speaker;

        public Words(int literalLength, int formattedCount, Speaker speaker)
        {
            _pieces = new List<Sentence.Piece>((2 * formattedCount) + 1);
            _text.EnsureCapacity(literalLength);
            _speaker = speaker;
        }

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(DateTimeOffset at)
        {
            Flush();
            _pieces.Add(new Sentence.Piece(_speaker.Spoken(at), at));
        }

        /// <param name="at">When.</param>
        /// <param name="format">Any: to the second.</param>
        public void AppendFormatted(DateTimeOffset at, string format)
        {
            Flush();
            _pieces.Add(new Sentence.Piece(_speaker.Clock.Exact(at), at));
        }

        public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(string text) => _text.Append(ShownText.Plain(text));

        internal Sentence ToSentence()
        {
            Flush();
            return new Sentence(_pieces);
        }

        private void Flush()
        {
            if (_text.Length > 0)
                _pieces.Add(new Sentence.Piece(_text.ToString()));
            _text.Clear();
        }
    }
}
