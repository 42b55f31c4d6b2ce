// Every picture of the shop. render.sh writes `#declare Name = "stem";` and includes this file.
#macro Is(S) (strcmp(Name, S) = 0) #end
#declare Bumpy = (
  Is("jars") | Is("spicejars") | Is("spoons") | Is("cutting-oak") | Is("cutting-birch") | Is("napkins-clay") | Is("napkins-sand") | Is("napkins-sea") | Is("potholders") | Is("cushion-sea") |
  Is("cushion-clay") | Is("cushion-sand") | Is("tablecloth-sand") | Is("tablecloth-moss") | Is("bathtowel-snow") | Is("bathtowel-sea") | Is("bathmat-sand") | Is("bathmat-ink") | Is("blankets") | Is("blanket-moss"));
#include "studio.inc"
#include "things.inc"
#include "goods.inc"
#declare Found = 0;  // StudioFrom sets it

// --- table
#macro MugShot(C) Studio() union { object { Mug(C) } Coffee() rotate y*20 scale 1.26 translate <-.3,0,0> } #end
#if (Is("mug-sea"))   MugShot(Sea)  #end
#if (Is("mug-clay"))  MugShot(Clay) #end
#if (Is("mug-snow"))  MugShot(Snow) #end
#if (Is("mug-top"))   Studio() union { object { Mug(Sea) } Coffee() rotate y*38 scale 1.5 rotate x*-38 translate <-.25,.1,0> } #end
#if (Is("mug-set"))   Studio() union { object { Mug(Sea) } Coffee() rotate y*150 translate <-.75,0,1.5> scale .88 } object { Mug(Clay) rotate y*10 translate <.68,0,.1> scale .88 } object { Mug(Snow) rotate y*215 translate <-1.0,0,-1.2> scale .88 } #end
#if (Is("mug-stack")) Studio() object { Mug(Snow) rotate y*24 scale .86 translate <-.2,0,0> } object { Mug(Sea) rotate y*-8 scale .86 translate <-.18,2.07*.86,0> } #end
#macro EspressoShot(C) Studio() object { Espresso(C) rotate y*28 scale 1.28 translate <-.05,0,0> } #end
#if (Is("espresso-sea"))  EspressoShot(Sea)  #end
#if (Is("espresso-ink"))  EspressoShot(Ink)  #end
#if (Is("espresso-snow")) EspressoShot(Snow) #end
#if (Is("bowls"))     Studio() object { Bowl(Sea) } object { Bowl(Sand) translate y*.42 rotate y*40 } object { Bowl(Clay) translate y*.84 rotate y*80 } #end
#macro PlateShot(C) Studio() object { Plate(C) translate <0,-.18,1.68> rotate x*-78 scale .95 translate <-.3,0,.75> translate y*1.6 translate <0,-1.6,0> }
  union { object { Plate(C) } object { Plate(C) translate y*.15 } object { Plate(C) scale <.77,.9,.77> translate y*.30 } object { Plate(C) scale <.77,.9,.77> translate y*.44 } scale .72 translate <.62,0,-1.15> } #end
#if (Is("plates-snow")) PlateShot(Snow) #end
#if (Is("plates-sand")) PlateShot(Sand) #end
#macro TumblerShot(G) Studio() object { Tumbler(G, .85) scale 1.08 translate <-.86,0,-.35> } object { Tumbler(G, 0) scale 1.08 translate <.85,0,.55> } #end
#if (Is("tumbler-clear")) TumblerShot(GClear) #end
#if (Is("tumbler-smoke")) TumblerShot(GSmoke) #end
#if (Is("tumbler-moss"))  TumblerShot(GMoss)  #end
#macro TrayShot(T) Studio() object { Tray(1.62, T) rotate x*-78 translate <-.25,1.62,.7> } object { Tray(1.05, T) rotate y*70 rotate x*-72 translate <.85,1.0,-.15> } #end
#if (Is("trays"))     TrayShot(Birch) #end
#if (Is("trays-oak")) TrayShot(Oak)   #end
#if (Is("carafe"))    Studio() object { Carafe() scale 1.04 translate <-.35,0,.2> } object { Tumbler(GClear, .7) scale .66 translate <1.1,0,-.5> } #end
#if (Is("board"))     Studio() object { ServingBoard(2.9, 1.55, OakX) rotate z*90 rotate x*12 translate <-.35,1.47,.75> } object { ServingBoard(2.0, 1.15, OakX2) rotate z*90 rotate x*20 translate <.72,1.0,-.3> } #end

// --- kitchen
#macro KettleShot(C) Studio() object { Kettle(C) rotate y*14 scale 1.02 } #end
#if (Is("kettle"))      KettleShot(Ink)  #end
#if (Is("kettle-snow")) KettleShot(Snow) #end
#macro PotShot(C) Studio() object { Casserole(C) rotate y*-16 scale 1.02 translate y*0 } #end
#if (Is("pot-ink"))  PotShot(Ink)  #end
#if (Is("pot-moss")) PotShot(Moss) #end
#if (Is("pot-clay")) PotShot(Clay) #end
#if (Is("pan"))      StudioUp(40, <0,.15,0>, 13.5) object { Pan() rotate y*56 scale .92 translate <-.46,0,.62> } #end
#if (Is("spoons"))   StudioUp(62, <0,0,0>, 13.6)
  object { SpoonA() rotate y*-86 translate <-1.0,.0,.05> } object { SpoonB() rotate y*-92 translate <.02,0,-.12> } object { SpoonC() rotate y*-97 translate <1.0,0,.1> } #end
#macro CutShot(T) StudioUp(38, <0,.1,0>, 13.5) object { CuttingBoard(T) rotate y*-24 } #end
#if (Is("cutting-oak"))   CutShot(OakX)   #end
#if (Is("cutting-birch")) CutShot(BirchX) #end
#if (Is("jars"))     Studio() object { Jar(2.35, .74, 1) translate <-.72,0,.7> } object { Jar(1.65, .74, 2) translate <.92,0,.1> } object { Jar(1.0, .74, 3) translate <-.25,0,-1.05> } #end
#macro MillShot(C) Studio() object { Mill(C) scale 1.02 translate <-.15,0,0> } object { Peppercorns() } #end
#if (Is("mill-ink"))  MillShot(Ink)  #end
#if (Is("mill-snow")) MillShot(Snow) #end
#if (Is("mill-clay")) MillShot(Clay) #end
#if (Is("breadbin"))   Studio() object { BreadBin(Snow) rotate y*-24 } #end
#if (Is("spicejars"))  Studio() object { SpiceJars() rotate y*-22 scale 1.05 } #end

// --- living
#macro LampShot(C) Studio() object { Lamp(C) scale 1.05 } #end
#if (Is("lamp"))      LampShot(Moss) #end
#if (Is("lamp-ink"))  LampShot(Ink)  #end
#if (Is("lamp-sand")) LampShot(Sand) #end
#macro PendantShot(C) StudioFrom(<0,2.1,-13.2>, <0,2.5,0>, 20.5) object { Pendant(C) translate <0,1.75,0> } #end
#if (Is("pendant-snow")) PendantShot(Snow) #end
#if (Is("pendant-ink"))  PendantShot(Ink)  #end
#macro CandleShot(T) Studio()
  union { object { CandleHolder(.8, T) } object { Taper(1.5) translate y*.82 } Flame(2.32) translate <.66,0,-.35> scale 1.06 }
  union { object { CandleHolder(1.5, T) } object { Taper(1.5) translate y*1.52 } Flame(3.02) translate <-.6,0,.2> scale 1.06 } #end
#if (Is("candles"))       CandleShot(Oak)   #end
#if (Is("candles-birch")) CandleShot(Birch) #end
#if (Is("lantern"))  Studio() object { Lantern() rotate y*24 scale .98 } #end
#if (Is("vase"))     Studio() union { object { VaseBody(Snow) } object { Willow() translate y*1.85 } scale .93 } #end
#macro PlanterShot(C, K) Studio() object { Planter(C, K) scale 1.0 } #end
#if (Is("planter-clay")) PlanterShot(Clay, 1) #end
#if (Is("planter-snow")) PlanterShot(Snow, 2) #end
#if (Is("planter-sea"))  PlanterShot(Sea, 1)  #end
#if (Is("clock"))    Studio() union { object { Clock(Snow) } difference { box { <-.85,0,-.42>, <.85,.24,.42> } cylinder { <0,1.56,-1>, <0,1.56,1>, 1.43 } texture { Oak } } rotate y*-20 } #end
#macro StoolShot(C) Studio() object { Stool(C) rotate y*12 scale 1.04 } #end
#if (Is("stool"))     StoolShot(Sea) #end
#if (Is("stool-ink")) StoolShot(Ink) #end
#if (Is("bookends"))  Studio() object { Bookends() rotate y*-22 scale 1.0 } #end

// --- textiles
#include "textiles.inc"
#include "wares-shots.inc"
#if (strcmp(Name, "home") = 0) #declare Found = 1; #include "home.inc" #end

#if (!Found) #error concat("no shot named ", Name) #end
