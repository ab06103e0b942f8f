using System.Net;
using System.Text.RegularExpressions;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Pages;

/// <summary>A browser without one: keeps the console's cookies, which .NET's own jar drops since they are secure.</summary>
internal sealed partial class ConsoleClient(Uri baseUrl) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = baseUrl };
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public string? Session
    {
        get => _cookies.GetValueOrDefault("__Host-console");
        set => _cookies["__Host-console"] = value!;
    }

    public static async Task<ConsoleClient> SignedInAsync(Tenant tenant)
    {
        var client = new ConsoleClient(tenant.BaseUrl);
        Assert.Equal(HttpStatusCode.Redirect, (await client.SignInAsync(tenant.SupportKey)).StatusCode);
        return client;
    }

    public async Task<HttpResponseMessage> SignInAsync(string key, string to = "/console") => await PostAsync(
        "/console/sign-in",
        await TokenOnAsync("/console/sign-in"),
        ("key", key),
        ("to", to));

    /// <summary>The token of the forms on a page.</summary>
    public async Task<string> TokenOnAsync(string path)
    {
        var page = await (await GetAsync(path)).Content.ReadAsStringAsync();
        return Token().Match(page) is { Success: true } found
            ? found.Groups["token"].Value
            : throw new InvalidOperationException($"{path} has no form: {page}");
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<HttpResponseMessage> PostAsync(string path, string? token, params (string Name, string Value)[] fields)
    {
        var form = fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).ToList();
        if (token is not null)
            form.Add(KeyValuePair.Create("__RequestVerificationToken", token));
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) });
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var response = await _http.SendAsync(request);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(';')[0]);
            if (value.Length == 0)
                _cookies.Remove(name);
            else
                _cookies[name] = value;
        }

        return response;
    }

    [GeneratedRegex("__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
