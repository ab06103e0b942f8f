using System.Text;
using System.Text.Json;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain.Codes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>
/// Digests of requests as they are stored. A change here is a retry that is answered 422 after an upgrade: it is wrong, unless
/// somebody decided it.
/// </summary>
public sealed class GoldenRequestTests(Service service) : IClassFixture<Service>
{
    private const string Id = "01930F6E-7C1A-7B3E-9A55-0D6F3C1F2A41";

    private static readonly CodeKeyRing Keys = new([new CodeKey("golden", Encoding.UTF8.GetBytes(Service.CodeKeySecret))]);

    private static readonly Dictionary<string, (string? Body, string Digest)> Golden = new(StringComparer.Ordinal)
    {
        ["PATCH /v1/deliveries/{id:guid}/metadata"] = ("""{"metadata":{"depot":"Lyon 3","tour":null}}""", "5b988d172083f414fd45ac1e5974bea59f79a0cf7f4a7bb018b8d5b2f5909bc8"),
        ["POST /v1/deliveries"] = (
            """
            {"order_id":"404-1","destination":{"latitude":48.85661,"longitude":2.35222,"country":"FR","address":"12 rue de Rivoli"},
            "courier_id":"crr-071","parcel_barcode":"TBA1","seller":{"name":"Example","country":"IT","marketplace":"example.it"},
            "recipient":{"language":"fr","email":"claire@example.org","phone":"+33612345678"},"deliver_until":"2026-11-24T22:00:00.1234567+01:00",
            "policy":{"code_release":"on_arrival","session_seconds":600,"arrival":"first_session_optional","radius_m":100,"place":"enforce",
            "unverified_place":"flag","max_generations":5,"max_unlocks":2,"courier_wrong_limit":10,"courier_wrong_window_s":3600,
            "courier_suspension_s":3600,"contest_hours":48,"review_threshold":60,"code_in_webhooks":false,"device_binding":"accept",
            "recipient_messages":"email"}}
            """,
            "4650ff6e635c3e735c4d4c95ada9ef89efd36bbc4d698505745928cee59afb2f"),
        ["POST /v1/deliveries/{id:guid}/arrivals"] = (
            """
            {"location":{"latitude":48.85663,"longitude":2.35219,"accuracy_m":12.50,"captured_at":"2026-11-24T14:02:09.120Z","is_mock":false},
            "device":{"id":"a3f0","is_rooted":false,"is_emulator":false},"scanned_barcode":"TBA1","captured_at":"2026-11-24T14:02:10.004Z"}
            """,
            "d1e71866108807044889679a955c763b6310c43c566a88545895aed29a4a2945"),
        ["POST /v1/deliveries/{id:guid}/attempts"] = (
            """
            {"code":"042917","location":{"latitude":48.85663,"longitude":2.35219,"accuracy_m":12.5,"captured_at":"2026-11-24T14:02:09.120Z","is_mock":false},
            "device":{"id":"a3f0","is_rooted":false,"is_emulator":false},"scanned_barcode":"TBA1","captured_at":"2026-11-24T14:02:10.004Z"}
            """,
            "e9e2c11bcc025f7e008d1efaacf01de91c00634b870464b8ebab885cb96dcc45"),
        ["POST /v1/deliveries/{id:guid}/cancellations"] = ("""{"reason":"lost"}""", "d3d79f57879fa893adf34516b7251ad9342cf7bdcc9d2adfb37a0518383683b3"),
        ["POST /v1/deliveries/{id:guid}/codes"] = (null, "28c16d18d879971e7fee1e30c8fc31aad65b260b9104ca2d2704ab1e9dd62815"),
        ["POST /v1/deliveries/{id:guid}/contests"] = (
            """{"kind":"not_received","statement":"Nobody rang – ñ €","reason":"She called and has no smartphone."}""",
            "212648bb60669310339051d2ed4795d7242db75c77b621f59f25a0851419cafd"),
        ["POST /v1/deliveries/{id:guid}/holds"] = ("""{"reason":"lost"}""", "d11ff2d87a6e8441a675823184542706ebf0698b90d2a062f90b5d221e66b5eb"),
        ["POST /v1/deliveries/{id:guid}/links"] = (null, "3c7abbcddaeb06f4d245fd67ff813a499751226b0faf3f89b7cc9d38038c55b7"),
        ["POST /v1/deliveries/{id:guid}/notes"] = ("""{"text":"called twice"}""", "478f98d4a8de3e2eac4c2ed29d9fae31e44ecb3e028a4fe9fb9b4e28d5d8515c"),
        ["POST /v1/deliveries/{id:guid}/unlocks"] = ("""{"reason":"lost"}""", "7a0e57214df3247104c2d75cd6939dc8269f19132e9d3ef2323e0b1d9d5d0708"),
        ["POST /v1/disputes"] = (
            """{"delivery_id":"01930F6E-7C1A-7B3E-9A55-0D6F3C1F2A41","kind":"not_received","opened_by":"recipient","statement":"Nobody rang."}""",
            "58ea9e0b06ff48a213b8141c5e022a70feb7dc5faa21ec6947463bd0b7f20734"),
        ["POST /v1/disputes/{id:guid}/decisions"] = (
            """{"outcome":"rejected","grounds":["code_accepted","photo"],"reasons":"The picture shows it at the door.","evidence_kept_at":"ticket 4711"}""",
            "09d35bd4adb0e01bd26ed83af3992ce2b1da290fb70ac84edb8510b9a92eeb23"),
        ["POST /v1/disputes/{id:guid}/notes"] = ("""{"text":"called twice"}""", "c601c16efcc685e0c5023bc16b7a55008f3f183c7311b73a7d849c35cfe4a73c"),
        ["POST /v1/tracking/contests"] = ("""{"kind":"not_received","statement":"Nobody rang – ñ €"}""", "9564bb7826b157e5ccfb22bf0bf077fdea13f0b3ad88ca6ec64a97b72011d8b4"),
        ["POST /v1/tracking/denials"] = ("{}", "17f6e6a76d6b6262884e788793f5a7cfab4baa9991aff2b6700cd2520c51f95d"),
        ["POST /v1/tracking/hides"] = ("""{"showing":1}""", "93aaf136a3bd7758067f9768e637cd19837d23bafba43de9e612ca96ed3e08c1"),
        ["POST /v1/tracking/receipts"] = ("{}", "0dc86f7c58acf45dd07bcd03eaf6782964291b1b61fc3d3314f1c14edac7a2b7"),
        ["POST /v1/tracking/reports"] = ("""{"kind":"left_with_parcel"}""", "055e7af3a6578031dc2b2ab4e39c72665fbda6a3889c51f4bd24d384aca2cde5"),
        ["POST /v1/tracking/reveals"] = ("{}", "56f74214889c3a84e6d7ee56dd791bd9ea5d84ed8ae33f99186f0933b5d39efa"),
        ["PUT /v1/deliveries/{id:guid}/courier"] = ("""{"courier_id":"crr-072"}""", "eb9091091ab7ae4df109930e93dd671e0941a9d5502625045b60f467d0b73a28"),
        ["PUT /v1/deliveries/{id:guid}/deliver_until"] = ("""{"deliver_until":"2026-11-24T22:00:00.1234567+01:00"}""", "cf6e6c370fc132b2cccc7a7b0c8acbb0761652a73ffd3d159251795d4739b3af"),
        ["PUT /v1/deliveries/{id:guid}/destination"] = ("""{"latitude":0.1,"longitude":-180,"country":"FR"}""", "be82f45e6f5c50bd235c443125c62babeeb98baa5e8dd54e89b4ca7412417259"),
        ["PUT /v1/deliveries/{id:guid}/parcel"] = ("""{"parcel_barcode":"TBA2"}""", "737fceb145560136d3fa1c467e9948a6202ec79acaa5cf1a919802f9bf0d2aca"),
        ["PUT /v1/deliveries/{id:guid}/recipient"] = ("""{"language":"de"}""", "22e3c317c8c520a5e3c3d4003b0e5897ba2d9ddb32de18e02238a534f19da250"),
    };

    [Fact]
    public void The_digest_of_each_request_is_what_it_was()
    {
        var options = service.Services.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
        var actual = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IdempotencyKeyAttribute>() is not null)
            .Select(endpoint => (Name: NameOf(endpoint), Digest: DigestOf(endpoint, options)))
            .OrderBy(request => request.Name, StringComparer.Ordinal)
            .Select(request => $"{request.Name} {request.Digest}")
            .ToArray();
        Assert.True(Golden.Select(request => $"{request.Key} {request.Value.Digest}").SequenceEqual(actual), string.Join('\n', actual));
    }

    private static string NameOf(RouteEndpoint endpoint) =>
        $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single()} /{endpoint.RoutePattern.RawText!.TrimStart('/')}";

    private static string DigestOf(RouteEndpoint endpoint, JsonSerializerOptions options)
    {
        if (!Golden.TryGetValue(NameOf(endpoint), out var request))
            return "is not here: add it";
        var http = new DefaultHttpContext { Request = { Method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single() } };
        http.Request.RouteValues["id"] = Id;
        http.SetEndpoint(endpoint);
        var type = endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()!.Parameters
            .Single(parameter => parameter.BindingInfo?.BindingSource == BindingSource.Body).ParameterType;
        var body = request.Body is { } json ? JsonSerializer.Deserialize(json, type, options) : null;
        return Convert.ToHexStringLower(Keys.DigestRequest(CanonicalRequest.Of(http, body)));
    }
}
