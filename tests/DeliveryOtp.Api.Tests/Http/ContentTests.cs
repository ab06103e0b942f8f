using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>Bodies in other codings and charsets: what is read, and what is refused by its name.</summary>
public sealed class ContentTests(Service service) : IClassFixture<Service>
{
    private const int LimitBytes = 32 * 1024;

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("GZIP")]
    [InlineData("identity")]
    public async Task A_compressed_body_is_read(string coding)
    {
        var response = await PostAsync(Compress(Order("404-1"), coding), coding);
        Assert.Equal("404-1", (await response.JsonAsync()).Text("order_id"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task The_limit_is_that_of_the_decompressed_body(string coding)
    {
        var bomb = Compress(Order(new string('1', 8 * 1024 * 1024)), coding);
        Assert.InRange(bomb.Length, 1, LimitBytes);
        await (await PostAsync(bomb, coding)).ProblemAsync(413, "payload_too_large");
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    public async Task An_unknown_coding_is_refused_by_its_name_and_the_known_ones_are_listed(string coding)
    {
        var response = await PostAsync(Encoding.UTF8.GetBytes(Order("404-2")), coding);
        var problem = await response.ProblemAsync(415, "unsupported_media_type");
        Assert.StartsWith($"The content coding '{coding}' is not read here.", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(["br, deflate, gzip"], response.Headers.GetValues("Accept-Encoding"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_corrupt_body_is_a_400(string coding)
    {
        var problem = await (await PostAsync(Encoding.UTF8.GetBytes(Order("404-3")), coding)).ProblemAsync(400, "validation");
        Assert.StartsWith("is not what its Content-Encoding says", problem["errors"]!["$"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        MalformedRequestTests.AssertNoInternals(problem);

        var whole = Compress(Order("404-4"), coding);
        var cut = whole[..(whole.Length / 2)];
        MalformedRequestTests.AssertNoInternals(await (await PostAsync(cut, coding)).ProblemAsync(400, "validation"));
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json; charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json;charset=\"UTF8\"")]
    [InlineData("application/json; profile=x")]
    public async Task UTF_8_may_be_spelt_as_it_is(string type) =>
        Assert.Equal(201, (int)(await PostAsync(Encoding.UTF8.GetBytes(Order(Guid.NewGuid().ToString())), coding: null, type)).StatusCode);

    [Theory]
    [InlineData("application/json; charset=iso-8859-1", "The charset 'iso-8859-1' is not read here.")]
    [InlineData("application/json; charset=\"utf-16\"", "The charset 'utf-16' is not read here.")]
    [InlineData("application/problem+json", "Send `Content-Type: application/json`")]
    [InlineData("text/json", "Send `Content-Type: application/json`")]
    public async Task Another_charset_is_refused_by_its_name_and_another_type_as_ever(string type, string detail)
    {
        var response = await PostAsync(Encoding.UTF8.GetBytes(Order("404-5")), coding: null, type);
        var problem = await response.ProblemAsync(415, "unsupported_media_type");
        Assert.StartsWith(detail, problem.Text("detail"), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Accept-Encoding"));
    }

    private static string Order(string orderId) =>
        $$$"""{"order_id":"{{{orderId}}}","destination":{"latitude":48.85661,"longitude":2.35222,"country":"FR"}}""";

    private static byte[] Compress(string text, string coding)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = coding.ToLowerInvariant() switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            _ => new BufferedStream(compressed),
        })
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush();
            if (stream is BufferedStream)
                return compressed.ToArray();
        }

        return compressed.ToArray();
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, string? coding, string type = "application/json")
    {
        var tenant = await service.NewTenantAsync();
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (coding is not null)
            content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return await tenant.Retailer.PostAsync("/v1/deliveries", content);
    }
}
