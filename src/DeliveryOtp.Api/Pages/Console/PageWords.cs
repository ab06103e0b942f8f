namespace DeliveryOtp.Api.Pages.Console;

/// <summary>The few texts of the recipient's page that the console quotes.</summary>
internal static class PageWords
{
    private static readonly Dictionary<string, string> English = new(StringComparer.Ordinal)
    {
        ["accepted.title"] = "Accepted",
        ["accepted.text"] = "At {time}. The code was right. You are told something else? Keep the parcel.",
        ["wrong.title"] = "Wrong code",
        ["wrong.text"] = "{wrong} of 3, at {time}. Say it digit by digit. Keep the parcel with you.",
        ["refused.title"] = "Refused",
        ["refused.text"] = "At {time}. Your code was not tried, and no try is lost.",
        ["away"] = "This was not at your door.",
        ["locked.title"] = "Locked after three wrong codes",
        ["held.title"] = "The delivery is stopped",
        ["renewed"] = "You have a new code. The old one no longer works.",
    };

    public static string Fill(string key, params (string Name, string Value)[] facts) =>
        facts.Aggregate(English[key], (text, fact) => text.Replace($"{{{fact.Name}}}", fact.Value, StringComparison.Ordinal));
}
