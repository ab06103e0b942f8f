using System.Text;
using DeliveryOtp.Api.Http;

namespace DeliveryOtp.Api.Doorstep;

/// <summary>
/// Takes what is usable out of the evidence in a body, and keeps the names of what is not: the record says of each that it came
/// and what became of it.
/// </summary>
internal sealed class EvidenceSieve
{
    private readonly List<string> _notUsable = [];

    /// <summary>By their names in the body: <c>location.speed_mps</c>.</summary>
    public IReadOnlyList<string> NotUsable => _notUsable;

    /// <summary>Null outside the range, which is how platforms say that they do not know (iOS: a speed of −1).</summary>
    public double? Number(EvidenceNumber? given, double least, double most, string name)
    {
        if (given is not { } evidence)
            return null;
        if (evidence.Value is { } value && value >= least && value <= most)
            return value;
        _notUsable.Add(name);
        return null;
    }

    public bool? Flag(EvidenceFlag? given, string name)
    {
        if (given is { Value: null })
            _notUsable.Add(name);
        return given?.Value;
    }

    /// <summary>Without what nobody can see, and cut where there is no more room.</summary>
    public string? Text(EvidenceText? given, int maxLength, string name)
    {
        if (given is not { } evidence)
            return null;
        var text = evidence.Value is null ? null : RequestText.Normalize(evidence.Value);
        var kept = text is null ? null : RequestText.Normalize(RequestText.Cut(WithoutInvisible(text), maxLength));
        if (evidence.Value is null || kept != text)
            _notUsable.Add(name);
        return kept;
    }

    /// <summary>
    /// What the scanner read is compared (R12, row 6), so one that is cut or can't be stored must not become another parcel's
    /// by that: it ends with a character that no barcode has.
    /// </summary>
    public string? Barcode(EvidenceText? given, int maxLength, string name)
    {
        if (given is not { } evidence)
            return null;
        var scan = evidence.Value is null ? null : RequestText.NormalizeBarcode(evidence.Value);
        if (scan is null || (scan.Length <= maxLength && RequestText.FindInvisible(scan, RequestText.IsLabelSeparator) is null))
        {
            if (evidence.Value is null)
                _notUsable.Add(name);
            return scan;
        }

        _notUsable.Add(name);
        return RequestText.Cut(WithoutInvisible(scan), maxLength - 1) + Rune.ReplacementChar;
    }

    private static string WithoutInvisible(string text)
    {
        if (RequestText.FindInvisible(text) is null)
            return text;
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (RequestText.FindInvisible(rune.ToString()) is null)
                visible.Append(rune);
        }

        return visible.ToString();
    }
}
