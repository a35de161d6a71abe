#include "data/digit_styles.h"

#include "core/assert.h"

namespace hourglass {
namespace {

using P = StylePoint;
constexpr Joint C = Joint::kCorner;
constexpr Joint L = Joint::kLift;

// 0: an oval from the top counterclockwise; its ends overlap, leave a gap or curl inward.
constexpr P kZeroTall[] = {{54, 2},  {32, 14}, {22, 48}, {30, 84}, {50, 98},
                           {70, 84}, {78, 48}, {68, 14}, {48, 3},  {40, 6, L}};
constexpr P kZeroRound[] = {{56, 4},  {26, 14}, {8, 48},  {24, 86}, {52, 98},
                            {80, 84}, {92, 48}, {78, 14}, {54, 3},  {36, 8, L}};
constexpr P kZeroGap[] = {{46, 6},  {24, 20}, {16, 52}, {28, 86}, {54, 98},
                          {76, 84}, {86, 52}, {78, 22}, {66, 6},  {58, 2, L}};
constexpr P kZeroCurlIn[] = {{58, 6},  {34, 10}, {18, 46}, {28, 86}, {52, 98},
                             {76, 82}, {82, 44}, {68, 10}, {46, 8},  {46, 26, L}};
constexpr P kZeroCross[] = {{74, 6},  {46, 4},  {22, 30}, {22, 76}, {48, 98},
                            {74, 80}, {80, 42}, {66, 14}, {44, 4},  {26, 2, L}};
constexpr P kZeroFromLeft[] = {{24, 28}, {40, 4},  {66, 8},  {82, 42}, {74, 84},
                               {48, 98}, {24, 82}, {18, 46}, {30, 16}, {48, 6, L}};
constexpr P kZeroNarrow[] = {{34, 28}, {42, 4},  {58, 6},  {68, 42}, {64, 86},
                             {50, 98}, {36, 84}, {32, 46}, {38, 16}, {50, 4, L}};

// 1
constexpr P kOnePlain[] = {{50, 0}, {50, 50}, {50, 100, L}};
constexpr P kOneBowed[] = {{44, 0}, {54, 50}, {46, 100, L}};
constexpr P kOneHook[] = {{50, 0}, {48, 60}, {56, 100, L}};
constexpr P kOneSerif[] = {{30, 22}, {42, 14}, {54, 0, C}, {52, 50}, {50, 100, L}};
constexpr P kOneShortSerif[] = {{40, 12}, {46, 7}, {52, 0, C}, {52, 50}, {52, 100, L}};
constexpr P kOneFoot[] = {{28, 22}, {40, 14}, {54, 0, C}, {52, 50}, {50, 98, L}, {24, 99}, {50, 98}, {78, 97, L}};
constexpr P kOneShortFoot[] = {{36, 18}, {46, 10}, {54, 0, C}, {53, 50}, {52, 98, L}, {36, 99}, {52, 98}, {70, 99, L}};

// 2
constexpr P kTwoRound[] = {{22, 24}, {34, 6},     {56, 2},  {74, 20},   {66, 46},
                           {42, 74}, {16, 98, C}, {48, 95}, {84, 97, L}};
constexpr P kTwoWide[] = {{10, 16}, {34, 2}, {62, 4}, {78, 22}, {64, 48}, {36, 72}, {8, 94, C}, {50, 92}, {96, 96, L}};
constexpr P kTwoHook[] = {{28, 32}, {24, 12},    {50, 0},  {72, 14},   {66, 42},
                          {42, 72}, {20, 94, C}, {46, 92}, {80, 88, L}};
constexpr P kTwoFalling[] = {{20, 30}, {32, 8},     {56, 2},  {72, 18},    {62, 44},
                             {40, 68}, {16, 86, C}, {48, 88}, {82, 100, L}};
constexpr P kTwoAngular[] = {{14, 12}, {36, 7},     {60, 4},  {78, 12},   {66, 38},
                             {42, 66}, {14, 94, C}, {50, 92}, {90, 92, L}};
constexpr P kTwoLoop[] = {{26, 22}, {40, 5}, {59, 3},  {71, 20}, {63, 48}, {44, 74},
                          {18, 92}, {7, 82}, {24, 69}, {54, 80}, {78, 94}, {98, 92, L}};
constexpr P kTwoWideLoop[] = {{18, 22}, {36, 5}, {60, 4},  {73, 20}, {66, 46}, {46, 72},
                              {18, 93}, {1, 82}, {20, 64}, {54, 78}, {78, 93}, {102, 88, L}};
constexpr P kTwoSmallLoop[] = {{28, 20}, {42, 2},  {60, 4},  {70, 22}, {60, 54}, {44, 82},
                               {30, 96}, {22, 93}, {28, 88}, {46, 90}, {62, 95}, {78, 94, L}};
constexpr P kTwoLongBase[] = {{32, 24}, {43, 6}, {57, 4},  {65, 18}, {57, 46}, {40, 72},
                              {16, 92}, {3, 84}, {18, 71}, {52, 78}, {82, 82}, {114, 72, L}};
constexpr P kTwoBigLoop[] = {{24, 26}, {36, 6}, {58, 3},  {71, 22}, {60, 52}, {40, 82},
                             {16, 96}, {4, 78}, {26, 62}, {52, 75}, {72, 94}, {94, 101, L}};
constexpr P kTwoRoundLoop[] = {{24, 22}, {42, 2},  {66, 6},  {72, 30}, {58, 60}, {38, 90},
                               {14, 92}, {10, 72}, {32, 60}, {50, 74}, {58, 92}, {74, 100, L}};
constexpr P kTwoSwan[] = {{24, 26}, {36, 4},     {60, 4},  {72, 26}, {58, 56},
                          {38, 82}, {22, 98, C}, {34, 88}, {56, 92}, {84, 98, L}};
constexpr P kTwoZed[] = {{16, 10}, {46, 6}, {78, 6, C}, {48, 50}, {14, 94, C}, {48, 94}, {88, 92, L}};
constexpr P kTwoSlackZed[] = {{18, 14}, {48, 8}, {72, 16, C}, {52, 54}, {20, 92, C}, {52, 96}, {84, 92, L}};

// 3
constexpr P kThreeRound[] = {{22, 14}, {46, 1},  {70, 14}, {62, 36}, {36, 47, C},
                             {66, 52}, {78, 72}, {62, 94}, {38, 98}, {20, 88, L}};
constexpr P kThreeWide[] = {{10, 16}, {46, 2},  {76, 14}, {66, 36}, {34, 46, C},
                            {68, 50}, {84, 70}, {64, 94}, {32, 97}, {6, 86, L}};
constexpr P kThreeTight[] = {{28, 12}, {48, 2},  {66, 12}, {60, 34}, {46, 44, C},
                             {66, 54}, {72, 74}, {60, 92}, {40, 99}, {26, 94, L}};
constexpr P kThreeBigBelly[] = {{26, 10}, {44, 2},  {62, 12}, {58, 28}, {40, 40, C},
                                {68, 44}, {82, 68}, {62, 94}, {34, 98}, {14, 86, L}};
constexpr P kThreeLoop[] = {{22, 16}, {46, 1},  {70, 14}, {60, 36}, {42, 48},   {35, 43},
                            {46, 40}, {70, 54}, {76, 76}, {52, 97}, {20, 90, L}};
constexpr P kThreeWideLoop[] = {{12, 14}, {46, 2},  {74, 12}, {62, 36}, {38, 52},  {26, 45},
                                {42, 40}, {74, 52}, {82, 74}, {50, 97}, {8, 90, L}};
constexpr P kThreeSlack[] = {{24, 10}, {48, 2},  {70, 14}, {64, 34}, {54, 46},
                             {66, 58}, {74, 74}, {58, 94}, {36, 98}, {18, 92, L}};
constexpr P kThreeFalling[] = {{24, 12}, {48, 2},  {68, 14}, {62, 34}, {48, 46},
                               {62, 54}, {66, 74}, {54, 92}, {42, 98}, {28, 102, L}};
constexpr P kThreeFlat[] = {{20, 5},  {46, 4},  {74, 4, C}, {60, 22}, {42, 40, C},
                            {66, 46}, {78, 70}, {62, 94},   {36, 98}, {16, 88, L}};

// 4
constexpr P kFourOpen[] = {{28, 4}, {22, 30}, {18, 54, C}, {50, 56}, {86, 52, L}, {70, 2}, {66, 50}, {62, 100, L}};
constexpr P kFourWideOpen[] = {{20, 10}, {14, 36}, {10, 60, C}, {50, 60}, {96, 56, L}, {76, 2}, {74, 50}, {72, 98, L}};
constexpr P kFourSlanted[] = {{44, 2}, {28, 28}, {10, 58, C}, {48, 58}, {92, 50, L}, {72, 16}, {62, 56}, {54, 100, L}};
constexpr P kFourRoundOpen[] = {{26, 6}, {18, 32}, {22, 52}, {50, 54}, {82, 46, L}, {72, 2}, {68, 50}, {66, 100, L}};
constexpr P kFourShortBar[] = {{30, 4}, {22, 30}, {18, 50, C}, {42, 53}, {72, 50, L}, {72, 0}, {70, 50}, {66, 100, L}};
constexpr P kFourClosed[] = {{66, 0}, {40, 34}, {12, 64, C}, {48, 64}, {90, 62, L}, {66, 0}, {66, 50}, {64, 100, L}};
constexpr P kFourSmallClosed[] = {{62, 4},     {40, 30}, {18, 56, C}, {48, 58},
                                  {84, 54, L}, {64, 2},  {66, 50},    {64, 100, L}};
constexpr P kFourBowl[] = {{22, 8}, {16, 36}, {28, 52}, {56, 50}, {80, 10, C}, {72, 54}, {64, 100, L}};
constexpr P kFourNarrowBowl[] = {{26, 4}, {20, 34}, {28, 48}, {54, 46}, {74, 10, C}, {68, 54}, {62, 100, L}};

// 5
constexpr P kFiveHat[] = {{34, 6},  {31, 22},    {28, 42, C}, {54, 42}, {76, 62},  {66, 90},
                          {42, 98}, {20, 90, L}, {34, 6},     {58, 4},  {84, 2, L}};
constexpr P kFiveWideHat[] = {{34, 14}, {28, 28},   {20, 46, C}, {56, 42}, {76, 60},   {62, 88},
                              {36, 98}, {4, 88, L}, {36, 12},    {64, 8},  {100, 2, L}};
constexpr P kFiveLooseHat[] = {{30, 10}, {30, 26},    {30, 42, C}, {54, 40}, {72, 62},  {62, 88},
                               {42, 98}, {22, 94, L}, {36, 6},     {56, 6},  {78, 5, L}};
constexpr P kFiveConnected[] = {{80, 4},  {56, 5},  {34, 6, C}, {31, 24}, {26, 44, C},
                                {54, 44}, {76, 64}, {66, 90},   {42, 98}, {20, 90, L}};
constexpr P kFiveWide[] = {{98, 2},  {66, 6},  {38, 12, C}, {30, 28}, {20, 46, C},
                           {54, 44}, {74, 62}, {62, 88},    {36, 98}, {4, 90, L}};
constexpr P kFiveBelly[] = {{84, 2},  {58, 4},  {36, 8, C}, {28, 28}, {22, 50, C},
                            {58, 44}, {84, 66}, {70, 92},   {44, 98}, {26, 86, L}};
constexpr P kFiveAngular[] = {{82, 4},  {58, 6},  {32, 10, C}, {30, 26}, {28, 42, C},
                              {48, 46}, {64, 60}, {58, 82},    {42, 94}, {22, 100, L}};
constexpr P kFiveSnake[] = {{82, 6}, {56, 3}, {32, 16}, {36, 38}, {58, 50}, {72, 68}, {62, 90}, {38, 98}, {14, 90, L}};
constexpr P kFiveSlimSnake[] = {{72, 10}, {54, 4},  {38, 14}, {40, 34},   {54, 48},
                                {64, 66}, {58, 88}, {42, 98}, {28, 92, L}};

// 6
constexpr P kSixCurl[] = {{60, 2}, {38, 22}, {22, 56}, {30, 90}, {56, 98}, {76, 84}, {68, 64}, {48, 60}, {30, 74, L}};
constexpr P kSixBigLoop[] = {{58, 2},  {34, 20}, {16, 54}, {26, 90},   {54, 98},
                             {80, 78}, {72, 52}, {48, 48}, {24, 66, L}};
constexpr P kSixSmallLoop[] = {{60, 0},  {40, 24}, {24, 60}, {30, 90},   {50, 99},
                               {68, 90}, {62, 74}, {46, 72}, {32, 88, L}};
constexpr P kSixWide[] = {{56, 2}, {28, 24}, {12, 58}, {22, 90}, {52, 98}, {84, 82}, {80, 60}, {50, 58}, {18, 78, L}};
constexpr P kSixStraight[] = {{52, 0},  {40, 32}, {30, 66}, {36, 92},   {54, 98},
                              {70, 82}, {66, 64}, {50, 60}, {32, 78, L}};
constexpr P kSixHook[] = {{68, 8},  {58, 2},  {38, 18}, {22, 54}, {28, 88},
                          {52, 98}, {74, 82}, {66, 60}, {46, 58}, {26, 74, L}};
constexpr P kSixB[] = {{34, 0}, {27, 30}, {24, 64}, {28, 90}, {50, 98}, {74, 82}, {68, 56}, {46, 52}, {26, 72, L}};
constexpr P kSixInner[] = {{50, 0}, {28, 26}, {14, 62}, {26, 92}, {56, 98}, {82, 84}, {76, 64}, {56, 64}, {46, 90, L}};
constexpr P kSixLeaning[] = {{38, 0},  {22, 28}, {12, 62}, {26, 92},   {54, 96},
                             {80, 78}, {74, 60}, {56, 64}, {46, 94, L}};
constexpr P kSixCross[] = {{58, 0}, {34, 30}, {20, 64}, {32, 90}, {58, 90}, {80, 70}, {66, 52}, {46, 70}, {40, 102, L}};

// 7
constexpr P kSevenPlain[] = {{18, 8}, {48, 7}, {80, 5, C}, {60, 48}, {44, 100, L}};
constexpr P kSevenWide[] = {{6, 14}, {46, 10}, {88, 4, C}, {60, 50}, {36, 100, L}};
constexpr P kSevenSlim[] = {{30, 10}, {50, 9}, {70, 5, C}, {62, 50}, {56, 100, L}};
constexpr P kSevenDip[] = {{16, 10}, {44, 16}, {82, 4, C}, {60, 46}, {48, 100, L}};
constexpr P kSevenSerif[] = {{20, 30}, {20, 18}, {22, 8, C}, {50, 8}, {82, 5, C}, {60, 48}, {46, 100, L}};
constexpr P kSevenLongSerif[] = {{14, 36}, {18, 20}, {26, 6, C}, {54, 8}, {84, 4, C}, {64, 48}, {54, 100, L}};
constexpr P kSevenCurved[] = {{16, 16}, {42, 6}, {72, 6}, {76, 26}, {60, 60}, {48, 100, L}};
constexpr P kSevenHook[] = {{22, 26}, {34, 6}, {64, 2}, {78, 18}, {68, 56}, {60, 100, L}};
constexpr P kSevenBowed[] = {{14, 10}, {44, 4}, {76, 8}, {82, 26}, {72, 64}, {44, 100, L}};
constexpr P kSevenCrossed[] = {{18, 8}, {48, 7}, {80, 5, C}, {60, 48}, {44, 100, L}, {30, 56}, {54, 52}, {80, 50, L}};
constexpr P kSevenWideCrossed[] = {{10, 12},     {44, 10}, {82, 6, C}, {58, 48},
                                   {40, 100, L}, {18, 52}, {54, 50},   {92, 46, L}};

// 8
constexpr P kEightSnake[] = {{72, 14}, {50, 2},  {28, 18}, {44, 42}, {66, 60},   {72, 82},
                             {50, 98}, {28, 84}, {38, 60}, {60, 40}, {76, 14, L}};
constexpr P kEightClosed[] = {{66, 8},  {46, 2},  {28, 20}, {44, 42}, {66, 58},  {74, 80},
                              {50, 98}, {26, 82}, {36, 58}, {62, 38}, {62, 6, L}};
constexpr P kEightTail[] = {{62, 10}, {40, 6},  {24, 22}, {42, 42}, {60, 60},  {64, 84},
                            {44, 98}, {28, 84}, {38, 60}, {64, 34}, {90, 2, L}};
constexpr P kEightSlim[] = {{60, 8},  {48, 2},  {34, 20}, {46, 42}, {58, 60},   {62, 82},
                            {50, 98}, {36, 84}, {42, 60}, {56, 40}, {62, 12, L}};
constexpr P kEightBigTop[] = {{72, 12}, {48, 2},  {22, 22}, {42, 50}, {58, 66},   {62, 86},
                              {48, 98}, {32, 86}, {42, 64}, {68, 40}, {70, 12, L}};
constexpr P kEightCircles[] = {{50, 44}, {28, 24}, {48, 2},  {72, 22},   {54, 44},
                               {26, 72}, {50, 98}, {76, 74}, {52, 46, L}};
constexpr P kEightFromCentre[] = {{42, 50}, {26, 24}, {50, 3},  {72, 22},   {52, 46},
                                  {32, 76}, {48, 98}, {68, 78}, {44, 44, L}};
constexpr P kEightOpen[] = {{76, 26}, {60, 4},  {30, 12}, {38, 40}, {60, 60},  {62, 86},
                            {42, 98}, {26, 84}, {40, 58}, {64, 32}, {82, 2, L}};
constexpr P kEightFlared[] = {{84, 16}, {54, 8},  {16, 22}, {40, 46}, {62, 64},   {58, 90},
                              {38, 98}, {28, 84}, {42, 58}, {62, 38}, {78, 18, L}};
constexpr P kEightBalloon[] = {{66, 40}, {76, 14}, {50, 2},  {26, 20}, {44, 50},   {58, 72},
                               {54, 94}, {38, 98}, {34, 84}, {50, 62}, {70, 34, L}};
constexpr P kEightStacked[] = {{56, 46}, {24, 28}, {46, 2},  {80, 22},   {58, 44},
                               {14, 70}, {46, 98}, {88, 74}, {50, 46, L}};

// 9
constexpr P kNineStraight[] = {{72, 22}, {68, 6},  {48, 2},     {28, 20}, {29, 42},
                               {48, 50}, {66, 36}, {73, 14, C}, {71, 54}, {68, 100, L}};
constexpr P kNineSlanted[] = {{72, 22}, {68, 8},  {50, 4},     {26, 28}, {26, 48},
                              {48, 50}, {66, 30}, {75, 12, C}, {66, 54}, {50, 100, L}};
constexpr P kNineSmall[] = {{71, 18}, {66, 5},  {52, 2},     {35, 16}, {34, 36},
                            {49, 43}, {64, 28}, {71, 12, C}, {66, 54}, {60, 100, L}};
constexpr P kNineWide[] = {{76, 24}, {70, 8},  {44, 4},     {14, 24}, {18, 46},
                           {46, 50}, {68, 34}, {77, 14, C}, {76, 54}, {72, 100, L}};
constexpr P kNineLoop[] = {{72, 20}, {52, 3}, {28, 22}, {30, 48}, {54, 49}, {73, 14}, {73, 34}, {66, 62}, {58, 100, L}};
constexpr P kNineRoundLoop[] = {{70, 10}, {42, 3},  {21, 28}, {34, 54},    {62, 46},
                                {72, 12}, {75, 34}, {70, 66}, {54, 100, L}};
constexpr P kNinePointed[] = {{74, 8}, {48, 6},  {16, 32}, {22, 48},    {52, 38},
                              {78, 6}, {74, 26}, {62, 60}, {44, 100, L}};
constexpr P kNineOpen[] = {{82, 6}, {56, 3}, {28, 24}, {32, 47}, {58, 42}, {73, 22}, {73, 40}, {66, 66}, {54, 100, L}};
constexpr P kNineHook[] = {{70, 16}, {50, 2},  {28, 20}, {32, 42}, {56, 42},
                           {72, 14}, {76, 44}, {68, 84}, {50, 98}, {34, 92, L}};
constexpr P kNineSlimHook[] = {{66, 14}, {52, 2},  {34, 18}, {36, 38}, {54, 40},
                               {68, 16}, {70, 48}, {62, 84}, {50, 99}, {42, 96, L}};

constexpr DigitStyle kZeros[] = {
    {0, "late", 5, {kZeroTall, kZeroRound, kZeroGap, kZeroCross}},
    {0, "curl", 1.5f, {kZeroCurlIn, kZeroTall, kZeroCross}},
    {0, "clockwise", 1.5f, {kZeroFromLeft, kZeroNarrow}},
};
constexpr DigitStyle kOnes[] = {
    {1, "plain", 9, {kOnePlain, kOneBowed, kOneHook}},
    {1, "serif", 1.2f, {kOneSerif, kOneShortSerif}},
    {1, "foot", 0.7f, {kOneFoot, kOneShortFoot}},
};
constexpr DigitStyle kTwos[] = {
    {2, "round", 2, {kTwoRound, kTwoWide, kTwoHook, kTwoFalling}},
    {2, "loop", 3.5f, {kTwoLoop, kTwoWideLoop, kTwoSmallLoop, kTwoLongBase}},
    {2, "big loop", 4.5f, {kTwoBigLoop, kTwoRoundLoop, kTwoLoop}},
    {2, "swan", 0.5f, {kTwoSwan}},
    {2, "zed", 1.5f, {kTwoZed, kTwoSlackZed}},
    {2, "angular", 0.7f, {kTwoAngular, kTwoFalling}},
};
constexpr DigitStyle kThrees[] = {
    {3, "round", 5, {kThreeRound, kThreeWide, kThreeTight, kThreeBigBelly}},
    {3, "loop", 3, {kThreeLoop, kThreeWideLoop}},
    {3, "slack", 1.5f, {kThreeSlack, kThreeFalling}},
    {3, "flat", 0.5f, {kThreeFlat}},
};
constexpr DigitStyle kFours[] = {
    {4, "open", 6, {kFourOpen, kFourWideOpen, kFourSlanted, kFourShortBar}},
    {4, "round", 1.5f, {kFourRoundOpen}},
    {4, "closed", 1, {kFourClosed, kFourSmallClosed}},
    {4, "bowl", 1.2f, {kFourBowl, kFourNarrowBowl}},
};
constexpr DigitStyle kFives[] = {
    {5, "hat", 3, {kFiveHat, kFiveWideHat, kFiveLooseHat}},
    {5, "connected", 5, {kFiveConnected, kFiveWide, kFiveAngular, kFiveBelly}},
    {5, "snake", 1.3f, {kFiveSnake, kFiveSlimSnake}},
};
constexpr DigitStyle kSixes[] = {
    {6, "curl", 4, {kSixCurl, kSixBigLoop, kSixSmallLoop, kSixWide}},
    {6, "straight", 2, {kSixStraight, kSixB, kSixSmallLoop}},
    {6, "inner", 6, {kSixInner, kSixLeaning, kSixCross, kSixB}},
    {6, "hook", 0.4f, {kSixHook}},
};
constexpr DigitStyle kSevens[] = {
    {7, "plain", 4, {kSevenPlain, kSevenWide, kSevenSlim, kSevenDip}},
    {7, "serif", 2, {kSevenSerif, kSevenLongSerif}},
    {7, "curved", 4, {kSevenCurved, kSevenHook, kSevenBowed}},
    {7, "crossed", 1.3f, {kSevenCrossed, kSevenWideCrossed}},
};
constexpr DigitStyle kEights[] = {
    {8, "snake", 7, {kEightSnake, kEightClosed, kEightTail, kEightSlim}},
    {8, "big top", 2, {kEightBigTop, kEightClosed, kEightBalloon}},
    {8, "open", 2.5f, {kEightOpen, kEightFlared, kEightTail}},
    {8, "circles", 2, {kEightCircles, kEightFromCentre, kEightStacked}},
};
constexpr DigitStyle kNines[] = {
    {9, "straight", 3.5f, {kNineStraight, kNineSlanted, kNineSmall, kNineWide}},
    {9, "loop", 5.5f, {kNineLoop, kNineRoundLoop, kNinePointed, kNineOpen}},
    {9, "hook", 0.8f, {kNineHook, kNineSlimHook}},
};

constexpr std::span<const DigitStyle> kStyles[10] = {kZeros, kOnes,  kTwos,   kThrees, kFours,
                                                     kFives, kSixes, kSevens, kEights, kNines};

/// Whether all shapes of each style have the same strokes, which mixing them requires.
constexpr bool shapes_match() {
  for (const auto& styles : kStyles) {
    for (const DigitStyle& style : styles) {
      for (const auto& shape : style.shapes) {
        if (shape.empty()) continue;
        if (shape.size() != style.shapes[0].size() || shape.back().joint != L) return false;
        for (std::size_t i = 0; i < shape.size(); ++i) {
          if (shape[i].joint != style.shapes[0][i].joint) return false;
        }
      }
    }
  }
  return true;
}
static_assert(shapes_match());

}  // namespace

std::span<const DigitStyle> styles_of(int digit) {
  HG_ASSERT(digit >= 0 && digit <= 9, "a digit is 0 .. 9");
  return kStyles[digit];
}

}  // namespace hourglass
