namespace DeliveryOtp.Api.Pages;

/// <summary>
/// Comments and types are for readers of the source. A browser on a slow network gets empty lines in their place, so that an
/// error names the same line in both.
/// </summary>
internal static class ScriptComments
{
    private const string Start = "/**";
    private const string End = "*/";

    /// <param name="script">Whose comments begin their lines.</param>
    public static string Blank(string script)
    {
        var isInside = false;
        return string.Join('\n', script.Split('\n').Select(line =>
        {
            var text = line.TrimStart();
            if (!isInside && !text.StartsWith(Start, StringComparison.Ordinal))
                return text.StartsWith("//", StringComparison.Ordinal) ? string.Empty : line;
            var end = text.IndexOf(End, StringComparison.Ordinal);
            isInside = end < 0;
            return isInside ? string.Empty : text[(end + End.Length)..].TrimStart();
        }));
    }
}
